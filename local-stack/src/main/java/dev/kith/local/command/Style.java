package dev.kith.local.command;

import java.util.Map;

/// Whether the output goes to a person's terminal, and whether in colours. The script finds that out: the JVM cannot
/// tell where its output goes when its input is not a terminal.
///
/// @param isTerminal whether lines may be rewritten
/// @param isColoured whether colours may be used; never with `NO_COLOR`
record Style(boolean isTerminal, boolean isColoured) {
    static Style of(Map<String, String> environment) {
        boolean terminal = environment.getOrDefault("KITH_TERMINAL", "").equals("1");
        return new Style(
                terminal, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    String good(String text) {
        return coloured("32", text);
    }

    String bad(String text) {
        return coloured("31", text);
    }

    String faint(String text) {
        return coloured("2", text);
    }

    String strong(String text) {
        return coloured("1", text);
    }

    private String coloured(String code, String text) {
        return isColoured ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
