package io.qingting.importing.domain;

/** A row that the mapping cannot read; the message says why, without more than a snippet of the row. */
final class UnreadableRowException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableRowException(String message) {
        super(message, null, false, false);
    }

    /** At most 40 characters of a foreign value, control characters replaced. */
    static String shown(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "·");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
