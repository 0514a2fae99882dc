package dev.steward.infra.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds the native programs of the local run. One that is on the PATH wins; else, on Debian and Ubuntu, packages are
 * unpacked below the
 * given folder, without root and without touching the system. Quick when it is there already.
 */
public class Programs {
    private static final String FOLDER = "STEWARD_TOOLS";

    private final Path tools;
    private final SearchPath path;
    private final Toolbox toolbox;
    private final Consumer<String> progress;

    public Programs(Path tools, Consumer<String> progress) {
        this(tools, SearchPath.ofEnvironment(), progress);
    }

    Programs(Path tools, SearchPath path, Consumer<String> progress) {
        this.tools = tools.toAbsolutePath().normalize();
        this.path = path;
        this.toolbox = new Toolbox(tools, progress);
        this.progress = progress;
    }

    /**
     * Unpacks below {@code .steward/tools} of the project that the working folder is in, or below {@code STEWARD_TOOLS}.
     */
    public static Programs ofProject() {
        return new Programs(folder(), message -> System.err.println("steward: " + message));
    }

    /** Where {@link #ofProject} unpacks to. */
    public static Path folder() {
        String folder = System.getenv(FOLDER);
        return folder == null ? Project.root().resolve(".steward/tools") : Path.of(folder);
    }

    /** valkey-server 7.2 or redis-server 6.2, or later; empty where there is none and none can be fetched. */
    public Optional<Program> valkeyServer() {
        var installed = installed("valkey-server", 7, 2).or(() -> installed("redis-server", 6, 2));
        return installed.or(() -> {
            try {
                return Optional.of(unpacked("valkey-server"));
            } catch (ProgramMissing e) {
                progress.accept(e.getMessage() + "; the bundled Redis serves instead");
                return Optional.empty();
            }
        });
    }

    /**
     * @throws ProgramMissing
     *             where there is no nginx that can run Lua and none can be fetched
     */
    public Nginx nginx() {
        return LuaNginx.installed(path)
                .or(() -> LuaNginx.unpacked(unpacked("nginx", "libnginx-mod-http-lua", "lua-cjson"), tools.resolve("nginx")))
                .orElseThrow(
                        () -> new ProgramMissing("nginx cannot load its Lua module or lua-cjson: delete %s to fetch both again"
                                .formatted(tools.resolve("nginx"))));
    }

    /** The load generator of the benchmarks. */
    public Program wrk() {
        return path.find("wrk").map(Program::installed).orElseGet(() -> unpacked("wrk"));
    }

    /**
     * A browser for tests; it may be one that cannot open a window.
     *
     * @throws ProgramMissing
     *             where there is none and none can be fetched
     */
    public Program chromium() {
        return Chromium.installed(path).orElseGet(
                () -> Chromium.withFonts(unpacked(Chromium.PACKAGES, Chromium.ADVICE),
                        tools.resolve(Chromium.PACKAGES.getFirst())));
    }

    private Optional<Program> installed(String name, int major, int minor) {
        return path.find(name).map(Program::installed).filter(program -> Version.of(program).atLeast(major, minor));
    }

    private Program unpacked(String name, String... more) {
        var packages = Stream.concat(Stream.of(name), Stream.of(more)).toList();
        return unpacked(packages, "install " + String.join(" and ", packages));
    }

    private Program unpacked(List<String> packages, String advice) {
        String name = packages.getFirst();
        if (!AptArchive.isHere(path)) {
            throw new ProgramMissing("%s is not on the PATH: %s".formatted(name, advice));
        }
        try {
            return toolbox.program(name, packages);
        } catch (IOException e) {
            throw new ProgramMissing(
                    "%s is not on the PATH and could not be fetched (%s): %s".formatted(name, e.getMessage(), advice));
        }
    }
}
