package io.qingting.alert.channel;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.alert.domain.Utf8;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** E-mail through the server that {@code quarkus.mailer.*} names. People on duty get it too. */
@ApplicationScoped
class MailChannel implements AlertChannel {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST_SUBJECT = 200;

    private final ReactiveMailer mailer;

    MailChannel(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public int size(ChannelSettings settings, Post post) {
        return Utf8.length(post.text()) + Utf8.length(post.title());
    }

    @Override
    public Uni<Reading> send(ChannelSettings settings, Post post, int part, Instant now) {
        return mailer.send(mail(settings, post))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .<DeliveryResult>map(sent -> new DeliveryResult.Ok())
                .onFailure()
                .recoverWithItem(failure -> judge(String.valueOf(failure.getMessage())))
                .map(result -> new Reading(result, null));
    }

    static Mail mail(ChannelSettings settings, Post post) {
        List<String> to = new ArrayList<>(settings.mailTo());
        post.calls().stream().map(Call::email).filter(Objects::nonNull).forEach(to::add);
        Mail mail = new Mail()
                .setTo(to.stream().distinct().toList())
                .setSubject(Utf8.shorten(oneLine(post.title()), LONGEST_SUBJECT))
                .setText(post.text());
        mail.addHeader("Message-ID", "<" + oneLine(post.id()) + "@qingting>");
        mail.addHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    /** A header takes no line breaks from data. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static DeliveryResult judge(String failure) {
        String words = failure.toLowerCase(Locale.ROOT);
        if (words.contains("535") || words.contains("auth"))
            return new DeliveryResult.ConfigurationFault("the mail server refused the account");
        if (words.matches("(?s).*\\b55\\d\\b.*"))
            return new DeliveryResult.Rejected("the mail server refused the message", false);
        return new DeliveryResult.Retry("the mail server does not take it now", true);
    }
}
