package io.qingting.site.domain;

/** Why a line of an import, or a whole file, cannot be used. */
public enum SetUpFault {
    ENCODING("encoding", "The file is neither UTF-8 nor GBK. Save it as CSV UTF-8."),
    EMPTY("empty", "The file has no lines below its heading."),
    NO_CSV(
            "noCsv",
            "This line is no CSV: it has more cells than the heading, a cell of two lines, or a quote that does not end."),
    TOO_MANY(
            "tooMany", "The file has more lines than can be taken at once (20,000), or more than there may be in all."),
    UNKNOWN_COLUMN("unknownColumn", "There is no such column. The template has those there are."),
    COLUMN_TWICE("columnTwice", "This column is there twice."),
    MISSING_COLUMN("missingColumn", "This column is missing in the heading."),
    ID("id", "An id has 1 to 200 characters."),
    NAME("name", "A name has 1 to 100 characters."),
    TWICE("twice", "This id stands on an earlier line already."),
    UNKNOWN_TEAM("unknownTeam", "There is no team of this id or name."),
    UNKNOWN_CHANNEL("unknownChannel", "The channels are voice, chat, email, social, form, ticket and other."),
    UNKNOWN_SHOWN_AS("unknownShownAs", "Agents are shown as full, pseudonym or none, or as the site says (empty).");

    private final String wireName;
    private final String detail;

    SetUpFault(String wireName, String detail) {
        this.wireName = wireName;
        this.detail = detail;
    }

    public String wireName() {
        return wireName;
    }

    /** One English sentence for people. */
    public String detail() {
        return detail;
    }
}
