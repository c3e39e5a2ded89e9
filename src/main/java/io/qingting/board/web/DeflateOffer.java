package io.qingting.board.web;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** Takes up a viewer's offer to inflate where the settings say so: for slow lines, not for walls in the house. */
@Singleton
@Unremovable
class DeflateOffer extends ServerEndpointConfig.Configurator {
    private final Instance<SocketSettings> settings;

    /** @param settings read at a handshake: the container makes its endpoints before there are any */
    DeflateOffer(Instance<SocketSettings> settings) {
        this.settings = settings;
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        if (!settings.get().deflate()) return List.of();
        return requested.stream()
                .filter(offer -> offer.getName().equals(Deflate.EXTENSION))
                .filter(offer -> offer.getParameters().stream()
                        .noneMatch(parameter -> parameter.getName().equals(Deflate.SERVER_WINDOW)))
                .limit(1)
                .toList();
    }
}
