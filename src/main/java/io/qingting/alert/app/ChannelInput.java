package io.qingting.alert.app;

import io.qingting.alert.channel.OutboundSettings;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what an administrator entered for a channel, field by field. */
final class ChannelInput {
    private static final int LONGEST = 100;
    private static final int LONGEST_SECRET = 500;
    private static final int MOST_ADDRESSES = 50;
    private static final int MOST_A_MINUTE = 60_000;
    private static final Map<ChannelKind, String> HOSTS = Map.of(
            ChannelKind.DINGTALK, "oapi.dingtalk.com",
            ChannelKind.WECOM, "qyapi.weixin.qq.com",
            ChannelKind.FEISHU, "open.feishu.cn");
    private static final String LARK = "open.larksuite.com";
    private static final String TLS = "https://";
    private static final String PLAIN = "http://";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private ChannelInput() {}

    /** What was checked; secrets still in the clear. */
    record Checked(ChannelRow row, ChannelSecrets.Clear clear) {
        ChannelRow row(long channelId, byte[] sealed) {
            return new ChannelRow(
                    channelId,
                    row.name(),
                    row.kind(),
                    row.language(),
                    row.markdown(),
                    row.host(),
                    row.keyword(),
                    row.mailTo(),
                    row.callAll(),
                    row.perMinute(),
                    row.backupId(),
                    row.enabled(),
                    sealed,
                    clear.tail(),
                    null,
                    null,
                    0,
                    row.recent(),
                    null,
                    null);
        }
    }

    /** An address of a robot taken apart. */
    private record Pasted(String token, @Nullable String host) {}

    static Checked check(Channels.Wanted wanted, ChannelRow old, ChannelSecrets.Clear was, OutboundSettings outbound) {
        ChannelKind kind = old.kind();
        if (wanted.kind() != null && wanted.kind() != kind)
            throw Channels.invalid("A channel's kind stays: make another channel.", "/kind");
        String name = or(wanted.name(), old.name());
        if (name.isBlank() || name.length() > LONGEST || hasControls(name))
            throw Channels.invalid("A channel's name has 1 to 100 characters.", "/name");
        String language = or(wanted.language(), old.language());
        if (!language.equals("zh") && !language.equals("en"))
            throw Channels.invalid("The language is zh or en.", "/language");
        int perMinute = or(wanted.perMinute(), old.perMinute());
        int most = HOSTS.containsKey(kind) ? kind.perMinute() : MOST_A_MINUTE;
        if (perMinute < 2 || perMinute > most)
            throw Channels.invalid("Between 2 and " + most + " messages a minute.", "/perMinute");
        String keyword = either(wanted.keyword(), old.keyword());
        if (keyword != null && (keyword.length() > LONGEST || hasControls(keyword)))
            throw Channels.invalid("A keyword has at most 100 characters.", "/keyword");
        String host = withoutTls(either(wanted.host(), old.host()));
        String token = was.token();
        if (wanted.token() != null) {
            Pasted pasted = pasted(kind, wanted.token());
            token = pasted.token();
            if (pasted.host() != null) host = pasted.host();
        }
        if (HOSTS.containsKey(kind)) {
            checkHost(kind, host, outbound);
            if (token == null || !token.matches("[A-Za-z0-9_-]{8,200}"))
                throw Channels.invalid(
                        "Enter the robot's token: the end of its address, or the whole address.", "/token");
        }
        String secret = secret(kind, wanted, was);
        if (secret != null && (secret.length() > LONGEST_SECRET || hasControls(secret)))
            throw Channels.invalid("A secret has at most 500 characters.", "/secret");
        String url = either(wanted.url(), was.url());
        if (kind == ChannelKind.WEBHOOK) checkWebhook(url, secret, outbound);
        List<String> mailTo = or(wanted.mailTo(), old.mailTo());
        if (kind == ChannelKind.EMAIL) checkMail(mailTo);
        ChannelRow row = new ChannelRow(
                old.channelId(),
                name.strip(),
                kind,
                language,
                or(wanted.markdown(), old.markdown()),
                HOSTS.get(kind) == null || HOSTS.get(kind).equals(host) ? null : host,
                keyword,
                mailTo,
                or(wanted.callAll(), old.callAll()),
                perMinute,
                wanted.backupId() == null ? old.backupId() : wanted.backupId() == 0 ? null : wanted.backupId(),
                or(wanted.enabled(), old.enabled()),
                old.sealed(),
                old.secretTail(),
                null,
                null,
                0,
                old.recent(),
                null,
                null);
        return new Checked(row, new ChannelSecrets.Clear(token, secret, url));
    }

    /** While receivers change over, a webhook signs by its earlier secret too. */
    private static @Nullable String secret(ChannelKind kind, Channels.Wanted wanted, ChannelSecrets.Clear was) {
        String given = either(wanted.secret(), was.secret());
        String kept = was.secret();
        if (kind != ChannelKind.WEBHOOK || wanted.keepEarlierSecret() == null || kept == null || given == null)
            return given;
        String newest = kept.split(" ")[0];
        boolean isNew = wanted.secret() != null && !given.equals(newest);
        if (wanted.keepEarlierSecret()) return isNew ? given + " " + newest : kept;
        return isNew ? given : newest;
    }

    /** The token of a robot, of which people often paste the whole address. */
    private static Pasted pasted(ChannelKind kind, String text) {
        String entered = text.strip();
        if (!entered.contains("://")) return new Pasted(entered, null);
        URI address = uri(entered, "/token");
        String host = host(kind, address);
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        String parameter = kind == ChannelKind.DINGTALK ? "access_token=" : "key=";
        if (kind == ChannelKind.FEISHU)
            return new Pasted(address.getPath().substring(address.getPath().lastIndexOf('/') + 1), host);
        for (String pair : query.split("&", 20))
            if (pair.startsWith(parameter)) return new Pasted(pair.substring(parameter.length()), host);
        throw Channels.invalid("The address holds no " + parameter + "…", "/token");
    }

    /** As pasted: without TLS only where it says http://, and never to the vendor. */
    private static String host(ChannelKind kind, URI address) {
        String host = address.getHost() + (address.getPort() > 0 ? ":" + address.getPort() : "");
        return "http".equals(address.getScheme()) && !isVendor(kind, address.getHost()) ? PLAIN + host : host;
    }

    /** https is what a host without a scheme means. */
    private static @Nullable String withoutTls(@Nullable String host) {
        return host != null && host.startsWith(TLS) ? host.substring(TLS.length()) : host;
    }

    private static boolean isVendor(ChannelKind kind, @Nullable String host) {
        return host != null && (host.equals(HOSTS.get(kind)) || (kind == ChannelKind.FEISHU && host.equals(LARK)));
    }

    private static void checkHost(ChannelKind kind, @Nullable String host, OutboundSettings outbound) {
        if (host == null || isVendor(kind, host)) return;
        URI address = uri(host.startsWith(PLAIN) ? host : TLS + host, "/host");
        int port = address.getPort() > 0 ? address.getPort() : host.startsWith(PLAIN) ? HTTP_PORT : HTTPS_PORT;
        boolean bare = address.getHost() != null
                && address.getUserInfo() == null
                && address.getRawPath().isEmpty()
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
        if (!bare || !outbound.isListed(address.getHost(), port)) {
            throw Channels.invalid(
                    "This kind of channel goes to its vendor's host only, or to one on the operator's list of host:port"
                            + " (QINGTING_OUTBOUND_ALLOWED_HOSTS).",
                    "/host");
        }
    }

    private static void checkWebhook(@Nullable String url, @Nullable String secret, OutboundSettings outbound) {
        if (url == null || url.length() > 2_000) throw Channels.invalid("Enter the receiver's address.", "/url");
        URI address = uri(url, "/url");
        boolean tls = "https".equals(address.getScheme());
        int port = address.getPort() > 0 ? address.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        String host = address.getHost();
        boolean listed = host != null && outbound.isListed(host, port);
        if (host == null || address.getUserInfo() != null || !(listed || (tls && port == HTTPS_PORT))) {
            throw Channels.invalid(
                    "The address is https on port 443, without a user; other hosts have to be on the operator's list"
                            + " (QINGTING_OUTBOUND_ALLOWED_HOSTS).",
                    "/url");
        }
        List<String> secrets = secret == null ? List.of() : List.of(secret.split(" "));
        if (secrets.isEmpty() || secrets.size() > 2 || !secrets.stream().allMatch(ChannelInput::isWebhookSecret))
            throw Channels.invalid("The secret is whsec_ and the base64 of 24 to 64 random bytes.", "/secret");
    }

    private static boolean isWebhookSecret(String secret) {
        if (!secret.startsWith("whsec_")) return false;
        try {
            int bytes = Base64.getDecoder().decode(secret.substring("whsec_".length())).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false; // no base64
        }
    }

    private static void checkMail(List<String> mailTo) {
        boolean right = !mailTo.isEmpty()
                && mailTo.size() <= MOST_ADDRESSES
                && mailTo.stream().allMatch(to -> to.length() <= 200 && to.matches("[^\\s@<>,;]+@[^\\s@<>,;]+"));
        if (!right) throw Channels.invalid("Enter 1 to 50 mail addresses.", "/mailTo");
    }

    private static URI uri(String text, String pointer) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw Channels.invalid("This is no address.", pointer);
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** What was given, else what was; blank text means none. */
    private static @Nullable String either(@Nullable String wanted, @Nullable String old) {
        String text = wanted == null ? old : wanted;
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static <T> T or(@Nullable T wanted, T old) {
        return wanted == null ? old : wanted;
    }
}
