package dev.steward.infra.process;

import java.nio.file.Path;
import java.util.List;

/** A program that tells about its paused child and its temporary directory, and then waits to be killed. */
final class PausedChildMain {
    private PausedChildMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path temporary = TemporaryFiles.directory("main");
        ChildProcess child = ChildProcess.named("child").command(List.of("sleep", "600")).log(temporary.resolve("log")).start();
        child.pause();
        System.out.println(child.pid() + " " + temporary);
        Thread.sleep(60_000);
    }
}
