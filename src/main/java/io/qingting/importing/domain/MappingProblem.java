package io.qingting.importing.domain;

/**
 * What is wrong with a mapping, for the person who writes it.
 *
 * @param key path of the key, {@code events[2].at}; empty: the file as a whole
 * @param reason what is wrong
 * @param remedy what to do
 */
public record MappingProblem(String key, String reason, String remedy) {
    @Override
    public String toString() {
        return (key.isEmpty() ? "" : key + ": ") + reason + ". " + remedy + '.';
    }
}
