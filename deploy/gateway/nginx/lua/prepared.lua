-- The maintenance answer with the agent dead: prepared by the agent's renderer when it last spoke, finished here.
local accept = require("accept")
local cjson = require("cjson.safe")
local gate = require("gate")

local prepared = {}

-- For a channel that is closed because nothing was ever known: what an agent would say that knows no more.
local UNKNOWN = {
    state = { html = false, retryFloor = 30, retryUnknown = 300, retryJitter = 0.1 },
    span = {
        backOnline = cjson.null,
        problem = '{"title":"Offline for maintenance","detail":"This channel is offline for maintenance.",'
            .. '"startedAt":null,"backOnlineAt":null,"estimated":true,"message":null,"revision":-1}',
    },
}

-- A list in several lines is one list.
local function accepted()
    local lines = ngx.req.get_headers()["Accept"]
    return type(lines) == "table" and table.concat(lines, ", ") or lines
end

local function readable_across_origins()
    local origin = ngx.var.http_origin
    if origin then
        ngx.header["Access-Control-Allow-Origin"] = origin
        ngx.header["Access-Control-Allow-Credentials"] = "true"
        ngx.header["Access-Control-Expose-Headers"] = "Retry-After, Trace-Id"
    end
end

local function preflight()
    readable_across_origins()
    ngx.status = 204
    ngx.header["Access-Control-Allow-Methods"] = ngx.var.http_access_control_request_method
    ngx.header["Access-Control-Allow-Headers"] = ngx.var.http_access_control_request_headers
    ngx.header["Vary"] = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
    ngx.header["Cache-Control"] = "no-store"
    ngx.header["Trace-Id"] = ngx.var.steward_trace_id
    return ngx.exit(204)
end

local function unavailable(channel, span, state)
    local wait = state.retryUnknown
    if span.backOnline ~= cjson.null then
        wait = math.max(state.retryFloor, math.ceil(span.backOnline - gate.now()))
    end
    ngx.header["Retry-After"] = math.floor(wait * (1 + state.retryJitter * math.random()))
    ngx.header["Cache-Control"] = "no-store"
    ngx.header["Vary"] = "Accept, Accept-Language, Origin"
    ngx.header["X-Content-Type-Options"] = "nosniff"
    readable_across_origins()
    if state.html and accept.prefers_html(accepted()) then
        ngx.status = 503
        ngx.header["Content-Type"] = "text/html;charset=UTF-8"
        ngx.header["Content-Language"] = "en"
        ngx.header["Trace-Id"] = ngx.var.steward_trace_id
        ngx.header["Content-Length"] = #span.page
        ngx.print(span.page)
        return
    end
    local problem = cjson.decode(span.problem)
    problem.channel = channel
    require("problem").write(503, "maintenance", problem.title, problem)
end

function prepared.answer()
    if ngx.var.steward_method == "OPTIONS" and ngx.var.http_origin and ngx.var.http_access_control_request_method then
        return preflight()
    end
    local channel = ngx.var.steward_channel
    local span, state = gate.span(channel)
    if span then
        return unavailable(channel, span, state)
    end
    if gate.revision() < 0 then
        return unavailable(channel, UNKNOWN.span, UNKNOWN.state)
    end
    -- The window ended between the two looks at the clock: the client may come back at once.
    ngx.header["Retry-After"] = 1
    return require("problem").write(503, "maintenance", "Offline for maintenance", { channel = channel })
end

return prepared
