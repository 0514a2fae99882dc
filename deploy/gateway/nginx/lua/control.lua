-- The agent's side door: PUT /gate brings a document, GET /gate tells which revision stands.
local cjson = require("cjson.safe")
local gate = require("gate")

local control = {}

local function reply(status, body)
    ngx.status = status
    ngx.header["Content-Type"] = "application/json"
    ngx.say(cjson.encode(body))
end

function control.serve()
    if ngx.req.get_method() == "GET" then
        return reply(200, { revision = gate.revision() })
    end
    ngx.req.read_body()
    local revision, problem = gate.accept(ngx.req.get_body_data() or "")
    if revision then
        return reply(200, { revision = revision })
    end
    return reply(422, { detail = problem })
end

return control
