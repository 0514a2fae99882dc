package dev.steward.maintenance.window;

import static org.jboss.resteasy.reactive.RestResponse.Status.CREATED;
import static org.jboss.resteasy.reactive.RestResponse.Status.OK;

import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.precondition.EntityTag;
import dev.steward.maintenance.channel.Channels;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/v1/windows")
@RolesAllowed("admin")
class WindowResource {
    private final ScheduleService schedule;
    private final MaintenanceWindowService windows;
    private final Plans plans;
    private final Channels channels;
    private final SecurityIdentity caller;

    /**
     * @param channels
     *            none: all that the window covers
     */
    public record ChannelsRequest(Set<String> channels) {}

    WindowResource(ScheduleService schedule, MaintenanceWindowService windows, Plans plans, Channels channels,
            SecurityIdentity caller) {
        this.schedule = schedule;
        this.windows = windows;
        this.plans = plans;
        this.channels = channels;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Schedule a window; it starts by itself on every enforcement point")
    @APIResponse(responseCode = "201", description = "The window, with its ETag")
    @APIResponse(responseCode = "200", description = "The window that an earlier request with this Idempotency-Key made")
    @APIResponse(responseCode = "422", description = "unknown-channel, time-past, time-too-far, time-required, "
            + "range-inverted, idempotency-key-reused")
    public Uni<RestResponse<WindowView>> create(@NotNull @Valid WindowRequest request,
            @RestHeader("Idempotency-Key") @Pattern(regexp = "[!-~]{1,200}") String key) {
        return schedule.schedule(plans.forNew(request), actor(), key, plans.digest(request))
                .map(made -> tagged(made.fresh() ? CREATED : OK, made.window()));
    }

    @GET
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Windows, the newest first")
    @APIResponse(responseCode = "200", description = "A page; with the database away the windows that are not over, and stale is true")
    public Uni<WindowPage> list(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit, @RestQuery String cursor,
            @RestQuery String channel, @RestQuery WindowState state) {
        return schedule.list(cursor, channel == null ? null : channels.require(channel), state, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "One window, with its ETag")
    @APIResponse(responseCode = "200", description = "The window")
    @APIResponse(responseCode = "404", description = "window-not-found")
    public Uni<RestResponse<WindowView>> get(@RestPath UUID id) {
        return schedule.find(id).map(window -> tagged(OK, window));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(summary = "Change a window that is not over; a start that has come stays as it is")
    @APIResponse(responseCode = "200", description = "The window, with its new ETag")
    @APIResponse(responseCode = "409", description = "window-started, window-over")
    @APIResponse(responseCode = "412", description = "Changed by somebody else meanwhile")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Uni<RestResponse<WindowView>> change(@RestPath UUID id, @RestHeader("If-Match") String ifMatch,
            @NotNull @Valid WindowRequest request) {
        ScheduleDecision.Plan plan = plans.forChange(request);
        return changed(id, new IfMatch.Required(ifMatch), plans.edit(plan));
    }

    @POST
    @Path("/{id}/end")
    @Operation(summary = "End a window, or some of its channels; doing it twice is fine")
    @APIResponse(responseCode = "200", description = "The window")
    @APIResponse(responseCode = "409", description = "window-not-started: it can be cancelled")
    public Uni<RestResponse<WindowView>> end(@RestPath UUID id, @RestHeader("If-Match") String ifMatch,
            ChannelsRequest request) {
        return changed(id, new IfMatch.Allowed(ifMatch),
                (window, now) -> ScheduleDecision.end(window, meant(request, window), now));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Call a scheduled window off, or some of its channels; doing it twice is fine")
    @APIResponse(responseCode = "200", description = "The window")
    @APIResponse(responseCode = "409", description = "window-started: it can be ended; window-over")
    public Uni<RestResponse<WindowView>> cancel(@RestPath UUID id, @RestHeader("If-Match") String ifMatch,
            ChannelsRequest request) {
        return changed(id, new IfMatch.Allowed(ifMatch),
                (window, now) -> ScheduleDecision.cancel(window, meant(request, window), now));
    }

    private Uni<RestResponse<WindowView>> changed(UUID id, IfMatch ifMatch,
            BiFunction<MaintenanceWindow, Instant, Change> decision) {
        return windows.change(id, actor(), ifMatch, decision).map(window -> tagged(OK, window));
    }

    private Set<String> meant(ChannelsRequest request, MaintenanceWindow window) {
        return request == null || request.channels() == null || request.channels().isEmpty()
                ? ScheduleDecision.names(window)
                : channels.known(request.channels());
    }

    private static RestResponse<WindowView> tagged(RestResponse.Status status, WindowView window) {
        return ResponseBuilder.create(status, window).header("ETag", EntityTag.of(window.version())).build();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
