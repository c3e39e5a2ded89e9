package io.qingting.board.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qingting.access.domain.Sight;
import io.qingting.announcement.domain.Announcement;
import io.qingting.announcement.domain.Announcement.Content;
import io.qingting.board.domain.Board;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the announcements that are for a viewer. */
final class AnnouncementWriter {
    private AnnouncementWriter() {}

    static void write(JsonGenerator json, List<Announcement> shown, Board board, Sight sight) throws IOException {
        json.writeArrayFieldStart("announcements");
        for (Announcement announcement : shown) {
            if (announcement.isFor(sight, board::teamOf)) write(json, announcement);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Announcement announcement) throws IOException {
        Content content = announcement.content();
        json.writeStartObject();
        json.writeStringField("announcementId", Long.toString(announcement.announcementId()));
        json.writeStringField("severity", content.severity().wireName());
        optional(json, "textZh", content.textZh());
        optional(json, "textEn", content.textEn());
        json.writeBooleanField("toWalls", content.toWalls());
        json.writeBooleanField("toAgents", content.toAgents());
        json.writeStringField("fromAt", content.from().toString());
        json.writeStringField("untilAt", content.until().toString());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) json.writeStringField(name, value);
    }
}
