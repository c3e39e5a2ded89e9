package io.qingting.site.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalTime;

/** The one row of the site. */
@Entity
@Table(name = "site")
public class SiteRow {
    public static final short ONLY = 1;

    @Id
    public Short id;

    public long version;
    public String name;
    public String zone;

    @Column(name = "day_start_hour")
    public short dayStartHour;

    @Column(name = "opens_at")
    public LocalTime opensAt;

    @Column(name = "closes_at")
    public LocalTime closesAt;

    public String targets;

    public String shifts;

    public String settings;
}
