package dev.steward.infra.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells whether an nginx can run Lua by letting it load the module: names and versions say little. */
final class LuaNginx {
    private static final Pattern MODULES_PATH = Pattern.compile("--modules-path=(\\S+)");
    private static final String SYSTEM_MODULES = "/usr/lib/nginx/modules";
    // Both end in the module's own defaults, which is what the second semicolon means.
    private static final String LUA_PATH = "/usr/share/lua/5.1/?.lua;;";
    private static final String LUA_CPATH = "/usr/lib/%s-linux-gnu/lua/5.1/?.so;;".formatted(machine());

    // A test of the configuration (-t) would not run the block, and so not find out whether the Lua libraries are there.
    private static final int RAN_LUA = 42;
    private static final String TRIAL = """
            %s
            daemon off;
            master_process off;
            pid "%2$s/nginx.pid";
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path "%2$s/body";
                proxy_temp_path "%2$s/proxy";
                fastcgi_temp_path "%2$s/fastcgi";
                uwsgi_temp_path "%2$s/uwsgi";
                scgi_temp_path "%2$s/scgi";
                lua_package_path "%3$s";
                lua_package_cpath "%5$s";
                init_by_lua_block { require "resty.core" require "cjson.safe" os.exit(%4$d) }
            }
            """;

    private LuaNginx() {}

    static Optional<Nginx> installed(SearchPath path) {
        var found = path.find("nginx").map(Program::installed);
        return found.flatMap(program -> {
            var mimeTypes = existing(Path.of("/etc/nginx/mime.types"));
            var linkedIn = new Nginx(program, List.of(), LUA_PATH, LUA_CPATH, mimeTypes);
            var loaded = new Nginx(program, modules(Path.of(modulesPath(program))), LUA_PATH, LUA_CPATH, mimeTypes);
            return Stream.of(loaded, linkedIn).filter(LuaNginx::runsLua).findFirst();
        });
    }

    /** The packages of the machine may already hold a part of it: what is not unpacked is looked for in the system. */
    static Optional<Nginx> unpacked(Program program, Path root) {
        var modules = Stream.of(root.resolve("usr/lib/nginx/modules"), Path.of(SYSTEM_MODULES)).map(LuaNginx::modules)
                .filter(found -> !found.isEmpty()).findFirst().orElse(List.of());
        var mimeTypes = existing(root.resolve("etc/nginx/mime.types")).or(() -> existing(Path.of("/etc/nginx/mime.types")));
        var nginx = new Nginx(program, modules, root + LUA_PATH, root + LUA_CPATH, mimeTypes);
        return Optional.of(nginx).filter(LuaNginx::runsLua);
    }

    private static List<Path> modules(Path folder) {
        return Stream.of("ndk_http_module.so", "ngx_http_lua_module.so").map(folder::resolve).filter(Files::exists).toList();
    }

    /** As Debian's multiarch folders name it. */
    private static String machine() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static String modulesPath(Program program) {
        var path = MODULES_PATH.matcher(new Command(program.command("-V")).run().output());
        return path.find() ? path.group(1) : SYSTEM_MODULES;
    }

    private static Optional<Path> existing(Path file) {
        return Optional.of(file).filter(Files::exists);
    }

    private static boolean runsLua(Nginx nginx) {
        try {
            Path folder = Files.createTempDirectory("steward-nginx-");
            try {
                Path file = Files.writeString(folder.resolve("nginx.conf"),
                        TRIAL.formatted(loading(nginx), folder, nginx.luaPath(), RAN_LUA, nginx.luaCpath()));
                return new Command(nginx.program().command("-p", folder.toString(), "-c", file.toString())).run()
                        .exit() == RAN_LUA;
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String loading(Nginx nginx) {
        return nginx.modules().stream().map("load_module \"%s\";"::formatted).collect(Collectors.joining("\n"));
    }
}
