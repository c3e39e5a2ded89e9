package io.qingting.site.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One configured agent. */
@Entity
@Table(name = "agent")
public class AgentRow {
    @Id
    @Column(name = "agent_id")
    public String agentId;

    @Column(name = "display_name")
    public String displayName;

    @Column(name = "team_id")
    public String teamId;

    @Column(name = "shown_as")
    public String shownAs;

    public String pseudonym;
}
