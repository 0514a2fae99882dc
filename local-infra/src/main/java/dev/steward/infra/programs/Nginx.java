package dev.steward.infra.programs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An nginx that can run Lua.
 *
 * @param modules
 *            what {@code load_module} must name, in this order; empty where Lua is linked in
 * @param luaPath
 *            value of {@code lua_package_path}
 * @param luaCpath
 *            value of {@code lua_package_cpath}
 * @param mimeTypes
 *            the distribution's table, where it has one
 */
public record Nginx(Program program, List<Path> modules, String luaPath, String luaCpath, Optional<Path> mimeTypes) {}
