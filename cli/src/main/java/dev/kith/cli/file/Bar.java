package dev.kith.cli.file;

import dev.kith.cli.screen.Screen;
import dev.kith.client.FileProgress;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far a transfer is: a bar on a terminal, else nothing.
public record Bar(List<ProgressBar> bars) implements FileProgress, AutoCloseable {
    public static Bar on(Screen screen, boolean json, String what) {
        return new Bar(
                screen.isTerminal() && !json
                        ? List.of(new ProgressBarBuilder()
                                .setTaskName(what)
                                .setInitialMax(0)
                                .setUnit("MiB", 1 << 20)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(200)
                                .clearDisplayOnFinish()
                                .build())
                        : List.of());
    }

    @Override
    public void moved(long done, long total) {
        bars.forEach(bar -> bar.maxHint(total).stepTo(done));
    }

    @Override
    public void close() {
        bars.forEach(ProgressBar::close);
    }
}
