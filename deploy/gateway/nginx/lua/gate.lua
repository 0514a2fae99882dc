-- The gate: compares times in shared memory. The agent brings the spans of time in which a channel is offline, future ones
-- included, so an edge needs nobody, and an open gate costs a look at a clock.
local cjson = require("cjson.safe")

local shared = ngx.shared.steward_gate
local gate = {}

-- This worker's copy of the document, decoded once per revision.
local known = { revision = -1, channels = {} }

local function current()
    local revision = shared:get("revision") or -1
    if revision ~= known.revision then
        local document = cjson.decode(shared:get("document") or "")
        if document then
            document.revision = revision
            known = document
        end
    end
    return known
end

-- Takes a document over, unless a newer one is known. Returns the revision that stands, or nil and what is wrong.
function gate.accept(text)
    local document, problem = cjson.decode(text)
    if type(document) ~= "table" or type(document.revision) ~= "number" or type(document.channels) ~= "table" then
        return nil, problem or "not a gate document"
    end
    local stands = shared:get("revision") or -1
    if document.revision < stands then
        return stands
    end
    local stored, failure = shared:safe_set("document", text)
    if not stored then
        return nil, failure
    end
    shared:set("revision", document.revision)
    return document.revision
end

-- After a start: what the agent wrote to disk last.
function gate.restore()
    local file = io.open(ngx.config.prefix() .. "state/gate.json", "r")
    if not file then
        ngx.log(ngx.NOTICE, "no gate state on disk: every channel is open until the agent reports")
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

-- The span that keeps the channel offline now, or nil.
function gate.span(channel)
    local state = current().channels[channel]
    if not state then
        return nil
    end
    local now = ngx.now()
    for _, span in ipairs(state.spans) do
        if span.from <= now and (span["until"] == cjson.null or now < span["until"]) then
            return span, state
        end
    end
    return nil
end

function gate.guard(channel)
    if gate.span(channel) then
        ngx.var.steward_channel = channel
        return ngx.exec("@maintenance")
    end
end

return gate
