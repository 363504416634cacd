package dev.avowry.consent.http;

import dev.avowry.consent.Choice;
import dev.avowry.consent.Consents;
import dev.avowry.consent.DeviceApprovals;
import dev.avowry.consent.Devices;
import dev.avowry.consent.UserCode;
import dev.avowry.consent.Weight;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Origins;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** Where a human types the code that a device shows, and answers it; RFC 8628 §3.3. */
@BySession
@Path("/device")
@Produces(MediaType.TEXT_HTML)
public class DeviceResource {
  private final Devices devices;
  private final DeviceApprovals approvals;
  private final Consents consents;
  private final ConsentPages pages;
  private final SignedIn signedIn;
  private final Origins origins;

  DeviceResource(
      Devices devices,
      DeviceApprovals approvals,
      Consents consents,
      ConsentPages pages,
      SignedIn signedIn,
      Origins origins) {
    this.devices = devices;
    this.approvals = approvals;
    this.consents = consents;
    this.pages = pages;
    this.signedIn = signedIn;
    this.origins = origins;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "consent")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance device(String typed, Optional<String> failure, String csrf);

    static native TemplateInstance answered(boolean allowed);
  }

  /** Asks for the code; one that came along still has to be sent by the human, RFC 8628 §3.3.1. */
  @GET
  @Permission("consent.read")
  public Response ask(@RestQuery("user_code") Optional<String> typed) {
    String shown = typed.flatMap(UserCode::parse).map(UserCode::show).orElse("");
    return page(200, Templates.device(shown, Optional.empty(), signedIn.csrf()).render());
  }

  /** Takes the code. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Permission("consent.read")
  public Uni<Response> enter(@RestForm("user_code") Optional<String> typed) {
    return entered(typed)
        .map(it -> URI.create(address(it)))
        .map(to -> Response.seeOther(to).build())
        .onFailure(DeviceResource::isUnknown)
        .recoverWithItem(failure -> again(typed.orElse(""), failure));
  }

  private Response again(String typed, Throwable failure) {
    String why = ((Refused) failure).refusal().detail();
    return page(404, Templates.device(typed, Optional.of(why), signedIn.csrf()).render());
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.NOT_FOUND;
  }

  /** Asks what the device asks. */
  @GET
  @Path("/consent")
  @Permission("consent.read")
  public Uni<Response> consent(@RestQuery("user_code") Optional<String> typed) {
    return entered(typed).chain(it -> whenFresh(it, weight -> consent(it, weight)));
  }

  private Uni<Response> consent(Devices.Entered entered, Weight weight) {
    return pages
        .html(way(entered), entered.asker(), entered.wanted(), weight)
        .map(html -> page(200, html));
  }

  /** Has them prove who they are once more where what is asked for takes that. */
  private Uni<Response> whenFresh(Devices.Entered entered, Function<Weight, Uni<Response>> answer) {
    return approvals
        .weigh(entered, signedIn.get())
        .chain(
            weight ->
                weight.isStale()
                    ? Uni.createFrom().item(SignInFresh.backTo(address(entered), signedIn))
                    : answer.apply(weight));
  }

  private static String address(Devices.Entered entered) {
    return "/device/consent?user_code=" + entered.code().show();
  }

  private static ConsentPage.Way way(Devices.Entered entered) {
    return new ConsentPage.Way(
        "/device/consent",
        "user_code",
        entered.code().show(),
        Optional.empty(),
        Optional.of(
            ConsentPage.Device.of(entered.request().askedAt(), entered.request().address())));
  }

  /** Takes the human's answer. */
  @POST
  @Path("/consent")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Permission("consent.decide")
  public Uni<Response> decide(
      @RestForm("user_code") Optional<String> typed,
      @RestForm Optional<String> decision,
      @RestForm List<String> scope,
      @RestForm List<Integer> detail,
      @RestForm Optional<String> lasting,
      @RestForm("hands_on") Optional<String> handsOn) {
    return entered(typed)
        .chain(
            it ->
                decision.filter("approve"::equals).isPresent()
                    ? whenFresh(
                        it,
                        weight ->
                            approve(
                                it,
                                new Choice(
                                    Set.copyOf(scope),
                                    DetailLine.left(it.wanted(), detail),
                                    consents.lifetime(lasting),
                                    handsOn.isPresent())))
                    : approvals.refuse(it).map(done -> answered(false)));
  }

  private Uni<Response> approve(Devices.Entered entered, Choice choice) {
    return approvals
        .approve(entered, choice, signedIn.get(), origins.get())
        .map(done -> answered(true));
  }

  private static Response answered(boolean allowed) {
    return page(200, Templates.answered(allowed).render());
  }

  private Uni<Devices.Entered> entered(Optional<String> typed) {
    return devices.enter(typed.orElse(""), signedIn.get().human(), origins.get());
  }

  private static Response page(int status, String html) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(html)
        .build();
  }
}
