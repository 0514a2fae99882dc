-- For wrk. Arguments: a method, and a file with a token a line. Each request carries the next token; all are made beforehand.
local requests = {}
local turn = 0

function init(arguments)
  for token in io.lines(arguments[2]) do
    requests[#requests + 1] = wrk.format(arguments[1], nil, {["Authorization"] = "Bearer " .. token}, "")
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
