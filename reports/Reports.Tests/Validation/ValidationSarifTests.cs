using System.Text.Json.Nodes;
using Harness.Rbac.Analysis;
using Harness.Rbac.Validation;
using Harness.Reports.Validation;
using Harness.Reports.Validation.Sarif;

namespace Harness.Reports.Tests.Validation;

/// <summary>What SARIF 2.1.0 requires, and what GitHub's code scanning needs in addition.</summary>
internal sealed class ValidationSarifTests
{
    [Test]
    public void Every_result_points_to_its_rule_by_id_and_index([Values("bad", "undecided")] string report)
    {
        var run = Run(SampleValidation.ByName[report]);
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();

        rules.Select(rule => Text(rule!["id"])).ShouldBeUnique();
        foreach (var result in Results(run))
            Text(rules[(int)result["ruleIndex"]!]!["id"]).ShouldBe(Text(result["ruleId"]));
    }

    [Test]
    public void Every_place_is_a_relative_address_and_a_line_from_one_on([Values("bad", "undecided")] string report)
    {
        foreach (var place in Results(Run(SampleValidation.ByName[report])).SelectMany(Places))
        {
            var artifact = place["artifactLocation"]!;
            Uri.TryCreate(Text(artifact["uri"]), UriKind.Relative, out _).ShouldBeTrue(Text(artifact["uri"]));
            Text(artifact["uri"]).ShouldNotStartWith("/");
            Text(artifact["uri"]).ShouldNotContain(" ");
            Text(artifact["uriBaseId"]).ShouldBe("%SRCROOT%");
            ((int)place["region"]!["startLine"]!).ShouldBeGreaterThanOrEqualTo(1);
        }
    }

    [Test]
    public void Every_result_has_exactly_one_place_a_level_and_a_fingerprint_of_its_own([Values("bad", "undecided")] string report)
    {
        var results = Results(Run(SampleValidation.ByName[report])).ToList();

        results.ShouldAllBe(result => result["locations"]!.AsArray().Count == 1);
        results.ShouldAllBe(result => Text(result["message"]!["text"]).Length > 0);
        results.Select(result => Text(result["level"])).ShouldAllBe(level => level == "error" || level == "warning" || level == "note");
        results.Select(result => Text(result["partialFingerprints"]!["harness/v1"])).ShouldBeUnique();
    }

    [Test]
    public void A_fingerprint_does_not_move_with_the_lines()
    {
        var moved = SampleValidation.Bad with
        {
            Findings = [.. SampleValidation.Bad.Findings.Select(
                finding => finding with { Evidence = [.. finding.Evidence.Select(Moved)] })],
        };

        Fingerprints(moved).ShouldBe(Fingerprints(SampleValidation.Bad));

        static EvidenceStep Moved(EvidenceStep step) => step with { Location = step.Location! with { Line = step.Location.Line + 100 } };
    }

    [Test]
    public void What_stands_on_standard_input_is_shown_at_the_policy()
    {
        var dead = Results(Run(SampleValidation.Bad)).Single(result => Text(result["ruleId"]) == "HR102");

        Text(Places(dead).Single()["artifactLocation"]!["uri"]).ShouldBe("rbac/access.yaml");
    }

    /// <summary>§3.27.23: either all results of a run have <c>suppressions</c>, or none has.</summary>
    [Test]
    public void Every_result_says_whether_it_is_suppressed_and_why() =>
        Results(Run(SampleValidation.Bad)).SelectMany(result => result["suppressions"].ShouldNotBeNull().AsArray())
            .ShouldHaveSingleItem()!["justification"]!.GetValue<string>().ShouldBe("goes with the old shop <soon>");

    [Test]
    public void A_file_outside_the_root_keeps_its_whole_address()
    {
        var place = new SarifPlaces("/repository").Physical(new("/elsewhere/role one.yaml", 3))!;

        place.ArtifactLocation.Uri.ShouldBe("file:///elsewhere/role%20one.yaml");
        place.ArtifactLocation.UriBaseId.ShouldBeNull();
    }

    [Test]
    public void A_run_that_decided_nothing_is_no_success()
    {
        var invocation = Run(SampleValidation.Undecided)["invocations"]![0]!;

        ((bool)invocation["executionSuccessful"]!).ShouldBeFalse();
        ((int)invocation["exitCode"]!).ShouldBe(3);
        Text(invocation["toolExecutionNotifications"]![0]!["message"]!["text"]).ShouldContain("secrets");
    }

    [Test]
    public void It_is_valid_by_the_schema([Values("bad", "good", "undecided")] string report) =>
        Schemas.Sarif(Rendering.Of(ValidationFormat.Sarif, SampleValidation.ByName[report])).ShouldBeEmpty();

    [Test]
    public void It_is_valid_by_the_schema_without_a_report()
    {
        using var text = new StringWriter { NewLine = "\n" };
        ValidationExporters.Of(ValidationFormat.Sarif, "/").Write(new ValidationFailure(Outcome.BadInput, "no such file"), text);

        Schemas.Sarif(text.ToString()).ShouldBeEmpty();
    }

    [TestCase("\"startLine\": ", "\"startLine\": -", "/startLine")]
    [TestCase("\"level\": \"error\"", "\"level\": \"high\"", "/level")]
    [TestCase("\"results\"", "\"result\"", "/runs/0")]
    public void The_schema_finds_what_is_wrong(string right, string wrong, string place) =>
        Schemas.Sarif(Rendering.Of(ValidationFormat.Sarif, SampleValidation.Bad).Replace(right, wrong, StringComparison.Ordinal))
            .ShouldContain(line => line.Contains(place));

    private static JsonNode Run(ValidationReport report)
    {
        var log = JsonNode.Parse(Rendering.Of(ValidationFormat.Sarif, report))!;
        Text(log["version"]).ShouldBe("2.1.0");
        return log["runs"]!.AsArray().Single()!;
    }

    private static IEnumerable<JsonNode> Results(JsonNode run) => run["results"]!.AsArray().Select(result => result!);

    private static IEnumerable<JsonNode> Places(JsonNode result) => result["locations"]!.AsArray()
        .Select(location => location!["physicalLocation"]!);

    private static IEnumerable<string> Fingerprints(ValidationReport report) =>
        Results(Run(report)).Select(result => Text(result["partialFingerprints"]!["harness/v1"]));

    private static string Text(JsonNode? node) => (string?)node ?? "";
}
