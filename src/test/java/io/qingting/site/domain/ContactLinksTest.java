package io.qingting.site.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactLinksTest {
    private static final ContactLinks LINKS = new ContactLinks(List.of(
            new ContactLinks.Template("/connectors/desk", "https://desk.example.com/contact/{contactId}"),
            new ContactLinks.Template("*", "https://find.example.com/?from={source}&id={contactId}#top")));

    @Test
    void aContactIsLinkedByTheTemplateOfItsSource() {
        assertThat(LINKS.of("/connectors/desk", "call-17")).contains("https://desk.example.com/contact/call-17");
    }

    @Test
    void aSourceWithoutATemplateTakesTheOneForAllOthers() {
        assertThat(LINKS.of("/connectors/pbx", "17")).contains("https://find.example.com/?from=pbx&id=17#top");
        assertThat(new ContactLinks(LINKS.templates().subList(0, 1)).of("/connectors/pbx", "17"))
                .isEmpty();
    }

    @Test
    void noIdChangesTheRestOfTheAddress() {
        assertThat(LINKS.of("/connectors/desk", "a/b?c#d 会{source}"))
                .contains("https://desk.example.com/contact/a%2Fb%3Fc%23d%20%E4%BC%9A%7Bsource%7D");
        assertThat(LINKS.of("/connectors/desk", "..")).isEmpty();
        assertThat(LINKS.of("/connectors/desk", ".")).isEmpty();
        assertThat(LINKS.of("/connectors/desk", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://desk.example.com/contact/{contactId}",
                "https://desk.example.com:8443/a?x={source}&y={contactId}",
                "https://10.1.2.3/{contactId}"
            })
    void anHttpsAddressWithTheContactsPlaceIsATemplate(String template) {
        assertThat(ContactLinks.fault(template)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://desk.example.com/contact",
                "http://desk.example.com/{contactId}",
                "javascript:alert({contactId})",
                "https://{contactId}.example.com/",
                "https://{contactId}",
                "https://desk.example.com{contactId}",
                "https://user:secret@desk.example.com/{contactId}",
                "https://desk.example.com/{contactId}/{customer}",
                "https://desk.example.com/{contactId} x",
                "https://desk.example.com/\"{contactId}",
                "https:///{contactId}",
                "https://desk.example.com\\{contactId}"
            })
    void anythingElseIsNone(String template) {
        assertThat(ContactLinks.fault(template)).isPresent();
    }
}
