package dev.kith.cli.talk;

import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.client.KithListener;
import dev.kith.client.Presence;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints who comes and goes, until Ctrl-C.
@Command(name = "watch", description = "Print who of these people comes and goes, until Ctrl-C.")
public final class WatchCommand extends KithCommand {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Parameters(paramLabel = "ADDRESS", arity = "1..*")
    List<String> addresses = List.of();

    @Option(names = "--seconds", paramLabel = "N", description = "End after so long.")
    int seconds;

    @Option(names = "--count", paramLabel = "N", description = "End after so many lines.")
    int count;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var names = names();
        try (var kith = kith()) {
            kith.setReceiving(false);
            var ongoing = new Ongoing(kith, screen(), server(), count);
            kith.addListener(new KithListener() {
                @Override
                public void onPresence(Presence presence) {
                    print(presence, names);
                    ongoing.told();
                }
            });
            answer(kith.watchPresence(addresses)).unreachable().forEach(this::unreachable);
            return ongoing.run(seconds);
        }
    }

    private void print(Presence presence, Names names) {
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("event", "presence");
            out.put("address", presence.address());
            out.put("online", presence.online());
            out.put("lastSeen", presence.lastSeenAt().map(Object::toString).orElse(null));
            screen().json(out);
            return;
        }
        var state = presence.online() == null
                ? screen().paint(Screen.Colour.FAINT, "hidden from you")
                : presence.isOnline()
                        ? screen().paint(Screen.Colour.GREEN, "online")
                        : screen().paint(Screen.Colour.YELLOW, "offline");
        var seen = presence.lastSeenAt()
                .map(at -> ", last seen " + WHEN.format(at))
                .orElse("");
        screen().line(names.label(presence.address()) + ": " + state + seen);
    }

    private void unreachable(String address) {
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("event", "unreachable");
            out.put("address", address);
            screen().json(out);
        } else {
            screen().line(address + ": nobody on Kith, or not visible to you");
        }
    }
}
