package dev.kith.cli.talk;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.client.Conversation;
import java.io.IOException;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints the liveliest conversations: the last message of each, and how many are unread.
@Command(name = "conversations", description = "Print conversations, the liveliest first, with what is unread.")
public final class ConversationsCommand extends KithCommand {
    @Option(names = "--all", description = "All of them; otherwise the 200 liveliest.")
    boolean all;

    @Option(names = "--unread", description = "Only those in which something is unread.")
    boolean unread;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var told = new Told(screen(), json(), names());
        try (var kith = kith()) {
            var page = answer(kith.history().summary());
            page.conversations().forEach(one -> print(one, told));
            while (all && page.cursor().isPresent()) {
                page = answer(kith.history().summary(page.cursor().get()));
                page.conversations().forEach(one -> print(one, told));
            }
        }
        return ExitCode.OK;
    }

    private void print(Conversation conversation, Told told) {
        if (unread && conversation.unread() == 0) {
            return;
        }
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            if (conversation.group() == 0) {
                out.put("peer", conversation.peer());
            } else {
                out.put("group", conversation.group());
            }
            out.put("unread", conversation.unread());
            out.put("lastMessage", Told.fields(conversation.lastMessage()));
            screen().json(out);
        } else {
            var count = conversation.unread() == 0 ? "" : " (" + conversation.unread() + " unread)";
            screen().line(told.line(conversation.lastMessage()) + count);
        }
    }
}
