package dev.kith.examples;

import dev.kith.client.Discoverability;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.client.Newcomer;

/// Chat in twenty lines: signs in by phone, prints what arrives, sends what is typed.
public final class Chat implements KithListener {
    private static final Newcomer FOUND_BY_ALL = new Newcomer(null, Discoverability.EVERYONE);

    /// Server, app, own number, number of the other.
    public static void main(String[] arguments) {
        try (var kith = new Kith()) {
            kith.setServer(arguments[0]);
            var verification = kith.blocking().requestCode(arguments[1], arguments[2], null);
            kith.blocking().confirmCode(verification, IO.readln("Code: "), "chat", FOUND_BY_ALL);
            kith.addListener(new Chat());
            kith.blocking().start();
            for (var line = IO.readln(); line != null; line = IO.readln()) {
                try {
                    kith.blocking().sendMessage(MessageParams.to(arguments[3]), line);
                } catch (KithException refused) {
                    IO.println("Not sent: " + refused.detail());
                }
            }
        }
    }

    @Override
    public void onMessage(Message message) {
        IO.println(message.sender() + ": " + message.text());
    }
}
