package io.qingting.report.channel;

import io.qingting.report.domain.ScheduledRun.Failure;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** E-mail with a file, through the server that {@code quarkus.mailer.*} names. */
@ApplicationScoped
public class ReportMailer {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LONGEST_SUBJECT = 200;

    private final ReactiveMailer mailer;

    public ReportMailer(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    /**
     * @param id the same in each attempt, so that a mail server may know one that it took already
     * @param fileName as the reader sees it
     */
    public record Letter(
            String id, List<String> to, String subject, String text, String fileName, String type, byte[] file) {}

    /** Empty: the server took it. */
    public Uni<Optional<Failure>> send(Letter letter) {
        Mail mail = new Mail()
                .setTo(letter.to())
                .setSubject(shortened(letter.subject().replaceAll("\\p{Cntrl}+", " ")))
                .setText(letter.text())
                .addAttachment(letter.fileName(), letter.file(), letter.type());
        mail.addHeader("Message-ID", "<" + letter.id() + "@qingting>");
        mail.addHeader("Auto-Submitted", "auto-generated");
        return mailer.send(mail)
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(sent -> Optional.<Failure>empty())
                .onFailure()
                .recoverWithItem(failure -> Optional.of(judge(String.valueOf(failure.getMessage()))));
    }

    private static String shortened(String subject) {
        return subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT - 1) + "…";
    }

    private static Failure judge(String failure) {
        String words = failure.toLowerCase(Locale.ROOT);
        if (words.contains("535") || words.contains("auth")) return Failure.MAIL_ACCOUNT;
        return words.matches("(?s).*\\b55\\d\\b.*") ? Failure.MAIL_REFUSED : Failure.MAIL_SERVER;
    }
}
