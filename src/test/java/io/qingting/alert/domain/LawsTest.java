package io.qingting.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every text, every storm and every number of failures. */
class LawsTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    @Property
    void aShortenedTextFitsAndIsABeginning(@ForAll String text, @ForAll @IntRange(min = 3, max = 60) int bytes) {
        String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String cut = Utf8.shorten(valid, bytes);

        assertThat(Utf8.length(cut)).isLessThanOrEqualTo(bytes);
        if (Utf8.length(valid) <= bytes) assertThat(cut).isEqualTo(valid);
        else {
            assertThat(cut).endsWith("…");
            assertThat(valid).startsWith(cut.substring(0, cut.length() - 1));
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(cut);
        }
    }

    /** Whatever arrives when: in no minute more posts than allowed. */
    @Property(tries = 200)
    void noMinuteHoldsMoreThanItsRoom(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 0, max = 40) Integer> groupsEachQuarter) {
        Pacing pacing = ChannelKind.DINGTALK.pacing(18);
        List<Instant> posts = new ArrayList<>();
        Instant now = START;
        int waiting = 0;
        for (int arrived : groupsEachQuarter) {
            waiting += arrived;
            while (waiting > 0) {
                Pacing.Turn turn = pacing.turn(posts, waiting, false, now);
                if (turn instanceof Pacing.Turn.Wait wait) {
                    assertThat(wait.until()).isAfter(now);
                    break;
                }
                waiting = turn instanceof Pacing.Turn.Single ? waiting - 1 : 0;
                posts.add(now);
            }
            Instant oldest = now.minusSeconds(60);
            assertThat(posts.stream().filter(at -> at.isAfter(oldest)).count()).isLessThanOrEqualTo(15);
            now = now.plusMillis(250);
        }
    }

    /** Good and bad news without end: either goes within a minute, and no minute holds more than its room. */
    @Property(tries = 200)
    void neitherBadNewsNorGoodWaitsForTheOtherForLong(
            @ForAll @Size(min = 300, max = 800) List<@IntRange(min = 0, max = 20) Integer> badEachQuarter,
            @ForAll @IntRange(min = 1, max = 9) int goodEachQuarter) {
        Pacing pacing = ChannelKind.DINGTALK.pacing(18);
        List<Instant> posts = new ArrayList<>();
        Instant now = START;
        Instant badSince = null;
        Instant goodSince = null;
        for (int arrived : badEachQuarter) {
            if (arrived > 0 && badSince == null) badSince = now;
            if (goodSince == null) goodSince = now;
            if (!(pacing.turn(posts, arrived + goodEachQuarter, false, now) instanceof Pacing.Turn.Wait)) {
                posts.add(now);
                badSince = null;
                goodSince = null;
            } else if (!(pacing.turn(posts, goodEachQuarter, true, now) instanceof Pacing.Turn.Wait)) {
                posts.add(now);
                goodSince = null;
            }
            Instant oldest = now.minusSeconds(60);
            assertThat(posts.stream().filter(at -> at.isAfter(oldest)).count()).isLessThanOrEqualTo(18);
            if (badSince != null) assertThat(badSince).isAfter(oldest);
            if (goodSince != null) assertThat(goodSince).isAfter(oldest);
            now = now.plusMillis(250);
        }
    }

    @Property
    void waitsGrowAndEndAfterADay(@ForAll @DoubleRange(min = 0, max = 1) double dice) {
        Instant now = START;
        int attempts = 0;
        Duration last = Duration.ZERO;
        while (true) {
            attempts++;
            Optional<Instant> next = Backoff.next(attempts, START, now, dice);
            if (next.isEmpty()) break;
            Duration wait = Duration.between(now, next.get());
            assertThat(wait).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Duration.ofMinutes(36));
            last = wait;
            now = next.get();
        }
        assertThat(Duration.between(START, now)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(attempts).isBetween(40, 75);
    }

    @Property
    void aRosterIsReadWholeOrNotAtAll(@ForAll String junk) {
        String csv = "person,duty,from,until,mobile\nLi,lead,2026-03-02T08:00,2026-03-02T16:00,13800000000\n" + junk;
        RosterCsv.Read read = RosterCsv.read(csv, ZoneId.of("Asia/Shanghai"));
        if (read instanceof RosterCsv.Read.Shifts shifts) {
            assertThat(shifts.shifts().getFirst().from()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        } else {
            assertThat(((RosterCsv.Read.Wrong) read).why()).isNotEmpty();
        }
    }
}
