package io.qingting.site.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One configured team. */
@Entity
@Table(name = "team")
public class TeamRow {
    @Id
    @Column(name = "team_id")
    public String teamId;

    public String name;

    @Column(name = "name_en")
    public String nameEn;
}
