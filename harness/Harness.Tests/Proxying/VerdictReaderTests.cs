using Harness.Proxying;
using Harness.Tests.Support;

namespace Harness.Tests.Proxying;

internal sealed class VerdictReaderTests
{
    private static readonly CallEvidence Get = new() { Method = "GET", Url = "/x", Caller = "consumer-a" };
    private static readonly CallEvidence Head = Get with { Method = "HEAD" };

    [TestCase(401, "Unauthorized", VerdictKind.Unauthenticated)]
    [TestCase(403, "Forbidden", VerdictKind.Forbidden)]
    [TestCase(404, "NotFound", VerdictKind.Allowed)]
    [TestCase(405, "MethodNotAllowed", VerdictKind.Allowed)]
    [TestCase(429, "TooManyRequests", VerdictKind.Failed)]
    [TestCase(500, "InternalError", VerdictKind.Failed)]
    [TestCase(503, "ServiceUnavailable", VerdictKind.Failed)]
    [TestCase(504, "Timeout", VerdictKind.Failed)]
    public void The_API_servers_own_answers(int status, string reason, VerdictKind expected)
    {
        var verdict = VerdictReader.Read(Get, status, StatusText.Of(status, reason, "why"));

        verdict.Kind.ShouldBe(expected);
        verdict.Evidence.ShouldBe(Get with { Status = status, Reason = reason, Message = "why" });
    }

    [TestCase(403, "Forbidden", "services \"web\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no", true)]
    [TestCase(422, "Invalid", "services \"web\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no", true)]
    [TestCase(400, "BadRequest", "admission webhook \"gate.example.com\" denied the request: no", true)]
    [TestCase(403, "Forbidden", "services \"web\" is forbidden: User \"u\" cannot get resource \"services/proxy\"", false)]
    public void What_admission_refuses_is_refused_whatever_its_status_and_not_by_the_authorizer(
        int status, string reason, string message, bool isByAdmission)
    {
        var verdict = VerdictReader.Read(Get, status, StatusText.Of(status, reason, message));

        (verdict.Kind, verdict.Evidence.IsRefusedByAdmission).ShouldBe((VerdictKind.Forbidden, isByAdmission));
    }

    [Test]
    public void The_words_of_admission_from_a_backend_were_let_through() => VerdictReader
        .Read(Get, 403, "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no").Kind.ShouldBe(VerdictKind.Allowed);

    [Test]
    public void Admission_that_is_not_ready_decided_nothing() => VerdictReader
        .Read(Get, 403, StatusText.Of(403, "Forbidden", "services \"web\" is forbidden: not yet ready to handle request"))
        .Kind.ShouldBe(VerdictKind.Failed);

    [TestCase(200)]
    [TestCase(301)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(503)]
    public void The_same_numbers_from_a_backend_were_let_through(int status)
    {
        var verdict = VerdictReader.Read(Get, status, "<h1>Forbidden</h1>\r\nby me\n");

        verdict.Kind.ShouldBe(VerdictKind.Allowed);
        verdict.Evidence.ShouldBe(Get with { Status = status, Message = "<h1>Forbidden</h1> by me" });
    }

    [TestCase("""{"kind":"Status","apiVersion":"example.com/v1","reason":"Forbidden","code":403}""")]
    [TestCase("""{"kind":"Status","apiVersion":"v1","reason":"Forbidden" """)]
    [TestCase("""{"error":"Forbidden"}""")]
    [TestCase("")]
    public void A_backends_403_that_looks_like_a_Status_is_no_refusal(string body) =>
        VerdictReader.Read(Get, 403, body).Kind.ShouldBe(VerdictKind.Allowed);

    [TestCase(403, "Unauthorized")]
    [TestCase(401, "Forbidden")]
    [TestCase(403, "")]
    [TestCase(200, "Forbidden")]
    public void A_Status_whose_reason_does_not_go_with_the_number_is_no_refusal(int status, string reason) =>
        VerdictReader.Read(Get, status, StatusText.Of(status, reason)).Kind.ShouldBe(VerdictKind.Allowed);

    [TestCase(200, VerdictKind.Allowed)]
    [TestCase(404, VerdictKind.Allowed)]
    [TestCase(401, VerdictKind.Unauthenticated)]
    [TestCase(403, VerdictKind.Forbidden)]
    [TestCase(429, VerdictKind.Failed)]
    [TestCase(503, VerdictKind.Failed)]
    public void A_HEAD_has_no_body_so_its_number_counts(int status, VerdictKind expected)
    {
        var verdict = VerdictReader.Read(Head, status, "");

        (verdict.Kind, verdict.Evidence.Status, verdict.Evidence.Reason).ShouldBe((expected, status, null));
    }

    [Test]
    public void A_long_body_is_cut()
    {
        var message = VerdictReader.Read(Get, 200, new string('x', 1000)).Evidence.Message!;

        message.Length.ShouldBe(301);
        message.ShouldEndWith("…");
    }

    [Test]
    public void No_answer_is_Failed_with_its_causes()
    {
        var verdict = VerdictReader.Unanswered(Get, new HttpRequestException("no connection", new IOException("refused")));

        verdict.Kind.ShouldBe(VerdictKind.Failed);
        verdict.ToString().ShouldBe("Failed: GET /x as consumer-a → no answer (no connection (refused))");
    }

    [Test]
    public void A_verdict_reads_as_a_sentence() =>
        VerdictReader.Read(Get, 403, StatusText.Of(403, "Forbidden", "services is forbidden")).ToString()
            .ShouldBe("Forbidden: GET /x as consumer-a → 403 Forbidden: services is forbidden");
}
