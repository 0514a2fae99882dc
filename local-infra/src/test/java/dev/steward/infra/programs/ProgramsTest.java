package dev.steward.infra.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private static final String SYSTEM = "/usr/bin:/bin";

    @TempDir
    Path folder;

    final List<String> messages = new ArrayList<>();

    @Test
    void takesAGoodProgramFromThePath() throws IOException {
        Path server = executable("valkey-server", "echo 'Valkey server v=8.0.1 sha=00000000:0'");

        assertEquals(server, programs(folder.toString()).valkeyServer().orElseThrow().executable());
    }

    @Test
    void passesOverAProgramThatIsTooOld() throws IOException {
        executable("valkey-server", "echo 'Server v=7.0.0'");
        Path redis = executable("redis-server", "echo 'Redis server v=6.2.14 sha=00000000:0'");

        assertEquals(redis, programs(folder.toString()).valkeyServer().orElseThrow().executable());
    }

    @Test
    void passesOverAnNginxThatCannotRunLua() throws IOException {
        executable("nginx", "exit 0");

        assertTrue(LuaNginx.installed(SearchPath.of(folder.toString())).isEmpty());
    }

    @Test
    void passesOverAChromiumThatOnlySaysHowToGetOne() throws IOException {
        executable("chromium", "echo 'the chromium snap is not installed' >&2; exit 1");
        Path chrome = executable("google-chrome", "echo 'Google Chrome 150.0.1.2'");

        assertEquals(chrome, programs(folder.toString()).chromium().executable());
    }

    @Test
    void tellsAnUnpackedChromiumOfTheFontsThatWereUnpackedWithIt() throws IOException {
        var unpacked = new Program(Path.of("chromium"), Map.of("LD_LIBRARY_PATH", "lib"));
        assertEquals(unpacked, Chromium.withFonts(unpacked, folder), "the machine has its own");

        Files.createDirectories(folder.resolve("usr/share/fonts"));
        var environment = Chromium.withFonts(unpacked, folder).environment();

        assertEquals("lib", environment.get("LD_LIBRARY_PATH"));
        String fonts = Files.readString(Path.of(environment.get("FONTCONFIG_FILE")));
        assertTrue(fonts.contains("<dir>" + folder + "/usr/share/fonts</dir>"), fonts);
    }

    @Test
    void saysWhatToInstallWhereThereIsNoPackageManager() {
        var nowhere = new Programs(folder.resolve("tools"), new SearchPath(List.of()), messages::add);

        assertTrue(nowhere.valkeyServer().isEmpty());
        assertTrue(messages.getFirst().contains("install valkey-server"), messages::toString);
        var missing = assertThrows(ProgramMissing.class, nowhere::nginx);
        assertTrue(missing.getMessage().startsWith("nginx is not on the PATH: install nginx and libnginx-mod-http-lua"),
                missing::getMessage);
        assertEquals("chromium-headless-shell is not on the PATH: install chromium or google-chrome",
                assertThrows(ProgramMissing.class, nowhere::chromium).getMessage());
    }

    @Test
    void unpacksForAllWhoAskAtOnceAndIsQuickAfterwards() throws Exception {
        assumeTrue(AptArchive.isHere(SearchPath.of(SYSTEM)), "needs apt");
        assumeTrue(SearchPath.of(SYSTEM).find("wrk").isEmpty(), "needs a machine without wrk");
        Callable<Path> ask = () -> programs(SYSTEM).wrk().executable();
        try (var askers = Executors.newFixedThreadPool(2)) {
            var found = askers.invokeAll(List.of(ask, ask));
            assertEquals(found.getFirst().get(), found.getLast().get());
        }
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(Version.runs(programs(SYSTEM).wrk()));
        assertEquals(List.of(".lock", "apt", "wrk"), filesIn(folder.resolve("tools")), "nothing half-done is left");
    }

    @Test
    void fetchesAgainWhatRunsNoLonger() throws Exception {
        assumeTrue(AptArchive.isHere(SearchPath.of(SYSTEM)), "needs apt");
        assumeTrue(SearchPath.of(SYSTEM).find("nginx").isEmpty(), "needs a machine without nginx");
        Path broken = Files.createDirectories(folder.resolve("tools/nginx/usr/sbin")).resolve("nginx");
        Files.writeString(broken, "#!/bin/sh\nexit 127\n");
        assertTrue(broken.toFile().setExecutable(true));

        var nginx = programs(SYSTEM).nginx();

        assertEquals(2, nginx.modules().size());
        assertTrue(nginx.program().executable().startsWith(folder.resolve("tools/nginx")));
    }

    private Programs programs(String path) {
        return new Programs(folder.resolve("tools"), SearchPath.of(path), messages::add);
    }

    private Path executable(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
