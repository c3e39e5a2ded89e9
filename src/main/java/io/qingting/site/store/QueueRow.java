package io.qingting.site.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One configured queue. */
@Entity
@Table(name = "queue")
public class QueueRow {
    @Id
    @Column(name = "queue_id")
    public String queueId;

    public String name;

    @Column(name = "name_en")
    public String nameEn;

    public String channel;

    @Column(name = "team_id")
    public String teamId;

    public String targets;
}
