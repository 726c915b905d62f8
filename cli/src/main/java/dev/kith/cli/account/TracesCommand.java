package dev.kith.cli.account;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.client.Kith;
import dev.kith.client.Traces;
import dev.kith.client.Verification;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// For people without an account.
@Command(
        name = "traces",
        description = "Without an account: in how many phone books your number stands, and out of them.")
public final class TracesCommand extends KithCommand {
    @Parameters(paramLabel = "PHONE", description = "Your number, best with + and country code.")
    String phone = "";

    @Option(names = "--region", paramLabel = "XX", description = "Of a number without country code.")
    @Nullable
    String region;

    @Mixin
    final CodeOptions options = new CodeOptions();

    @Option(names = "--erase", description = "Take it out of all books, and keep it out.")
    boolean erase;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        try (var kith = new Kith()) {
            kith.setServer(server());
            var pending = options.verification != null
                    ? new Verification(options.verification)
                    : answer(kith.requestTraces(settings().app(), phone, region));
            var again = "kith-cli traces " + phone + (erase ? " --erase" : "");
            var code = options.codeFor(this, new CodeOptions.Pending(pending.id(), server(), phone, region, again));
            var traces = answer(kith.confirmTraces(pending, code));
            print(erase ? answer(kith.eraseTraces(traces)) : traces);
        }
        return ExitCode.OK;
    }

    private void print(Traces traces) {
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("books", traces.books());
            out.put("refused", traces.refused());
            screen().json(out);
        } else {
            screen().line(traces.books() + (traces.books() == 1 ? " phone book holds" : " phone books hold")
                    + " this number."
                    + (traces.refused()
                            ? " It is kept out of phone books; those that still hold it are being cleared."
                            : ""));
        }
    }
}
