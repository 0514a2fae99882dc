-- The gate: compares times in shared memory. The agent brings the spans of time in which a channel is closed, future ones
-- included, so an edge needs nobody, and an open gate costs a look at a clock.
local cjson = require("cjson.safe")

local shared = ngx.shared.steward_gate
local gate = {}

-- Channels that are closed as long as nothing at all is known.
local closed_on_unknown = {}
for channel in (os.getenv("STEWARD_MAINTENANCE_CLOSED_ON_UNKNOWN") or ""):gmatch("[^,%s]+") do
    closed_on_unknown[channel] = true
end

-- This worker's copy of the document, decoded once for each that came.
local known = { generation = 0, clockOffset = 0, channels = {} }

local function current()
    local generation = shared:get("generation") or 0
    if generation ~= known.generation then
        local document = cjson.decode(shared:get("document") or "")
        if document then
            document.generation = generation
            known = document
        end
    end
    return known
end

-- By maintenance-service's clock, as far as the agent can tell.
function gate.now()
    return ngx.now() + known.clockOffset
end

-- Takes a document over, unless a newer one is known. Returns the revision that stands, or nil and what is wrong.
function gate.accept(text)
    local document, problem = cjson.decode(text)
    if type(document) ~= "table" or type(document.revision) ~= "number" or type(document.clockOffset) ~= "number"
        or type(document.channels) ~= "table" then
        return nil, problem or "not a gate document"
    end
    local stands = gate.revision()
    if document.revision < stands then
        return stands
    end
    local stored, failure = shared:safe_set("document", text)
    if not stored then
        return nil, failure
    end
    shared:set("revision", document.revision)
    shared:incr("generation", 1, 0)
    return document.revision
end

-- After a start: what the agent wrote to disk last.
function gate.restore()
    local file = io.open(ngx.config.prefix() .. "state/gate.json", "r")
    if not file then
        ngx.log(ngx.NOTICE, "no gate state on disk: nothing is known until the agent reports")
        return
    end
    local revision, problem = gate.accept(file:read("*a"))
    file:close()
    if revision then
        ngx.log(ngx.NOTICE, "gate restored at revision ", revision)
    else
        ngx.log(ngx.ERR, "the gate state on disk cannot be used: ", problem)
    end
end

function gate.revision()
    return shared:get("revision") or -1
end

local function covering(spans, moment)
    for _, span in ipairs(spans) do
        if span.from <= moment and (span["until"] == cjson.null or moment < span["until"]) then
            return span
        end
    end
    return nil
end

-- The span that keeps the channel closed now, or nil; with it what is known of the channel.
function gate.span(channel)
    local state = current().channels[channel]
    return state and covering(state.spans, gate.now()), state
end

local function is_exempt(state, path)
    for _, prefix in ipairs(state.exempt) do
        if path:sub(1, #prefix) == prefix
            and (prefix:sub(-1) == "/" or #path == #prefix or path:sub(#prefix + 1, #prefix + 1) == "/") then
            return true
        end
    end
    return false
end

-- Read as the kit reads them: all lines, and with or without blanks.
local function has_cookie(name)
    for cookie in (ngx.var.http_cookie or ""):gmatch("[^;]+") do
        if cookie:match("^%s*([^=]-)%s*=") == name then
            return true
        end
    end
    return false
end

local function in_session(state)
    for _, name in ipairs(state.sessionCookies) do
        if has_cookie(name) then
            return true
        end
    end
    return false
end

-- Only who shows something is worth a question to the agent, which knows the keys and what was revoked.
local function may_pass(channel)
    if not (ngx.var.http_authorization or ngx.var.http_steward_bypass or has_cookie("steward-bypass-" .. channel)) then
        return false
    end
    return ngx.location.capture("/-/bypass", { args = { channel = channel } }).status == 204
end

local function refuse(channel, upstream)
    ngx.var.steward_channel = channel
    if may_pass(channel) then
        ngx.var.steward_upstream = upstream
        return ngx.exec("@bypassed")
    end
    return ngx.exec("@maintenance")
end

-- Before a request goes on to a service: lets it, or answers in its place.
function gate.guard(channel, upstream)
    local state = current().channels[channel]
    if not state then
        if closed_on_unknown[channel] and gate.revision() < 0 then
            return refuse(channel, upstream)
        end
        return
    end
    local moment = gate.now()
    local span = covering(state.spans, moment)
    if not span then
        local announced = covering(state.announcements, moment)
        ngx.var.steward_announcement = announced and announced.text or ""
        return
    end
    if is_exempt(state, ngx.var.uri) or (span.draining and in_session(state)) then
        return
    end
    return refuse(channel, upstream)
end

return gate
