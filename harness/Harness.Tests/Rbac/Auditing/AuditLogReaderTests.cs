using System.IO.Compression;
using System.Text;
using Harness.Rbac.Auditing;

namespace Harness.Tests.Rbac.Auditing;

/// <summary>Whole lines are read, whatever stands between them; what cannot be is named by its place.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AuditLogReaderTests
{
    private static readonly LoggedRequest Good = new();

    [Test]
    public void An_event_is_read_with_who_what_and_the_answer()
    {
        var use = LoggedRequest.Read(Good).Tally.Uses.ShouldHaveSingleItem();

        use.Subject.ToString().ShouldBe("serviceaccount:shop/consumer");
        use.Question.ToString().ShouldBe("get services/proxy \"hello-app:8080\" in namespace shop");
        use.Paths.All.ShouldHaveSingleItem().Pattern.ShouldBe("/metrics");
        (use.Answer, use.Count).ShouldBe((AuditAnswer.Allowed, 1));
        use.Last.ShouldBe(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero).AddTicks(1234560));
        use.Reason.ShouldStartWith("RBAC: allowed by RoleBinding \"hello/shop\"");
    }

    [TestCase("{", "audit.log:2: is no JSON")]
    [TestCase("null", "audit.log:2: is JSON, but no audit event")]
    [TestCase("[]", "audit.log:2: is JSON, but no audit event")]
    [TestCase("{}", "audit.log:2: is JSON, but no audit event: it has no auditID and stage")]
    [TestCase("{} {}", "audit.log:2: is no JSON")]
    [TestCase("""{"auditID": "1", "stage": "0", "requestURI": "/"}""", "a stage that is not known: \"0\"")]
    [TestCase("""{"auditID": "1", "stage": "ResponseComplete"}""", "without a requestURI")]
    [TestCase("""{"auditID": "1", "stage": "ResponseComplete", "requestURI": "/api/v1/proxy"}""", "be understood: \"/api/v1/proxy\"")]
    [TestCase("""{"kind": "Pod", "auditID": "1", "stage": "ResponseComplete"}""", "is of kind \"Pod\", and no audit event")]
    [TestCase("""{"apiVersion": "audit.k8s.io/v2", "auditID": "1"}""", "of apiVersion \"audit.k8s.io/v2\", and what is read is audit")]
    [TestCase("""{"items": []}""", "is JSON, but no audit event")]
    [TestCase("""{"apiVersion": "audit.k8s.io/v1", "items": [1]}""", "is no JSON")]
    [TestCase("""{"auditID": "\ud800"}""", "holds text that is not UTF-8")]
    public void A_line_that_is_none_is_named_and_those_around_it_are_read(string line, string complaint)
    {
        var reading = LoggedRequest.Read(Good, line, Good);

        reading.NotComplete.ShouldHaveSingleItem().ShouldContain(complaint);
        reading.Tally.Uses.ShouldHaveSingleItem().Count.ShouldBe(2);
    }

    [Test]
    public void Versions_may_be_mixed_and_lists_hold_several()
    {
        var other = Good with { Path = "/b" };
        var list = $$"""{"kind": "EventList", "apiVersion": "audit.k8s.io/v1", "items": [{{Good}}, {{other}}]}""";

        var reading = LoggedRequest.Read(Good with { Version = "audit.k8s.io/v1beta1" }, "", list, "  \t\r");

        (reading.NotComplete.Count, reading.Events).ShouldBe((0, 3));
        reading.Tally.Uses.ShouldHaveSingleItem().Paths.All.Select(path => path.Pattern).ShouldBe(["/b", "/metrics"]);
    }

    [Test]
    public void A_log_that_is_cut_off_in_the_middle_of_a_line_says_so()
    {
        var text = $"{Good}\n{Good}";

        LoggedRequest.Read(new AuditScope(), LoggedRequest.Log("a", text)).NotComplete.ShouldBeEmpty();
        var cut = LoggedRequest.Read(new AuditScope(), LoggedRequest.Log("a", text[..^5]));

        cut.NotComplete.ShouldBe(["a:2: the log is cut off in the middle of this line"]);
        cut.Events.ShouldBe(1);
    }

    [Test]
    public void Many_wrong_lines_are_counted_and_the_first_of_them_named()
    {
        var reading = LoggedRequest.Read(Enumerable.Repeat("x", 1234));

        reading.NotComplete.Count.ShouldBe(11);
        reading.NotComplete[0].ShouldStartWith("audit.log:1: ");
        reading.NotComplete[^1].ShouldBe("and 1,224 more lines that cannot be understood");
    }

    [Test]
    public void A_line_that_is_too_long_is_passed_over_without_room_for_it()
    {
        var (longest, text) = (100, $"short\n{new string('x', 100)}\n{new string('y', 101)}\n{new string('z', 300_000)}\nend\nrest");
        var lines = new LogLines(new MemoryStream(Encoding.UTF8.GetBytes(text)), longest);
        var read = new List<string>();
        while (lines.Next(out var line, CancellationToken.None))
            read.Add(lines.IsTooLong ? $"{lines.Number}: too long" : $"{lines.Number}: {line.Length}");

        read.ShouldBe(["1: 5", "2: 100", "3: too long", "4: too long", "5: 3"]);
        (lines.HasRest, Encoding.UTF8.GetString(lines.Rest()), lines.Number, lines.HasRest).ShouldBe((true, "rest", 6, false));
        lines.Bytes.ShouldBe(text.Length);
    }

    [Test]
    public void A_packed_log_is_read_as_it_was_and_one_that_is_cut_off_says_where()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < 100; i++)
                gzip.Write(Encoding.UTF8.GetBytes($"{new LoggedRequest { Path = $"/{i}" }}\n"));
        }

        var bytes = packed.ToArray();
        LoggedRequest.Read(new AuditScope(), new AuditInput("a.gz", () => new MemoryStream(bytes))).Events.ShouldBe(100);
        var cut = LoggedRequest.Read(new AuditScope(), new AuditInput("a.gz", () => new MemoryStream(bytes[..(bytes.Length / 2)])));

        cut.Events.ShouldBeLessThan(100);
        cut.NotComplete.ShouldHaveSingleItem().ShouldStartWith("a.gz:");
    }

    [Test]
    public void What_is_not_looked_at_is_passed_over_however_deep_it_is()
    {
        var deep = Good.ToString().Replace("\"level\"", $"\"responseObject\":{new string('[', 300)}{new string(']', 300)},\"level\"",
            StringComparison.Ordinal);

        LoggedRequest.Read(deep).NotComplete.ShouldBeEmpty();
    }

    [Test]
    public void Fields_of_another_type_count_as_absent()
    {
        var odd = Good.ToString().Replace("\"verb\":\"get\"", "\"verb\":{\"a\":[1]}", StringComparison.Ordinal)
            .Replace("\"sourceIPs\"", "\"responseStatus\":3,\"sourceIPs\"", StringComparison.Ordinal);

        LoggedRequest.Read(odd).Tally.Uses.ShouldHaveSingleItem().Question.Verb.ShouldBe("");
    }
}
