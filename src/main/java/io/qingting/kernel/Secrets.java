package io.qingting.kernel;

/** The installation's own secrets. Given by the operator, else random ones made at first use and kept. Never logged. */
public interface Secrets {
    /** What a secret is for. */
    enum Secret {
        /** Key of the hash that takes the place of customers' ids. All instances over one database need the same. */
        CUSTOMER_KEY,
        /** The first administrator's key. */
        ADMIN_KEY,
        /**
         * What channels' secrets are sealed with, and links signed. Several, parted by commas, make a change possible: the first
         * seals and signs, all of them open. All instances over one database need the same.
         */
        SECRET_KEY
    }

    /** The secret, never empty. Blocks at its first use in a process. */
    String get(Secret which);
}
