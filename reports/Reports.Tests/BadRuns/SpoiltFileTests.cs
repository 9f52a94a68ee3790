using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Harness.Results;

namespace Harness.Reports.Tests.BadRuns;

/// <summary>Files of a run that something is wrong with: each is shown as it is, or named in one sentence.</summary>
internal sealed partial class SpoiltFileTests
{
    private const string Manifest = "run.json";
    private const string Scenarios = "scenarios.json";
    private const string Benchmarks = "benchmarks.json";

    private RunOnDisk _run = null!;

    [SetUp]
    public void Make() => _run = new RunOnDisk();

    [TearDown]
    public void Remove() => _run.Dispose();

    [Test]
    public void A_half_written_file_is_named_with_its_line(
        [Values(Manifest, Scenarios, Benchmarks)] string file, [Values(0.0, 0.01, 0.5, 0.99)] double share)
    {
        var text = File.ReadAllText(_run.PathOf(file));
        File.WriteAllText(_run.PathOf(file), text[..(int)(text.Length * share)]);

        Refused().ShouldMatch($@"^{Regex.Escape(_run.PathOf(file))}, line \d+, byte \d+: .*; the file is malformed$");
    }

    [TestCase("1", "0", "has schemaVersion 0, and this Harness reads 1; read it with the Harness that wrote it")]
    [TestCase("1", "2", "has schemaVersion 2, and this Harness reads 1; read it with the Harness that wrote it")]
    [TestCase("\"schemaVersion\": 1,", "", "has no schemaVersion, and this Harness reads 1; read it with the Harness that wrote it")]
    public void Another_version_of_the_format_is_named(string was, string now, string message)
    {
        foreach (var file in (string[])[Benchmarks, Scenarios, Manifest])
        {
            var text = File.ReadAllText(_run.PathOf(file));
            File.WriteAllText(_run.PathOf(file), Version().Replace(text, one => one.Value.Replace(was, now, StringComparison.Ordinal), 1));

            Refused().ShouldBe($"{_run.PathOf(file)} {message}");
        }
    }

    [Test]
    public void A_folder_without_a_manifest_is_no_run()
    {
        File.Delete(_run.PathOf(Manifest));

        Refused().ShouldEndWith("is not the folder of a run: it has no run.json");
    }

    [TestCase(Scenarios)]
    [TestCase(Benchmarks)]
    public void A_missing_file_is_one_of_a_run_that_did_not_get_there(string file)
    {
        File.Delete(_run.PathOf(file));

        _run.EnsureShownOrNamed(file, "without it");
    }

    [Test]
    public void The_scenarios_of_a_run_that_came_to_its_end_are_missed_by_name()
    {
        _run.Folder.UpdateManifest(manifest => manifest with { State = RunState.Complete });
        File.Delete(_run.PathOf(Scenarios));

        Refused().ShouldStartWith($"{_run.PathOf(Scenarios)} is missing, although the run came to its end and had scenarios");

        _run.Folder.UpdateManifest(manifest => manifest with { Claims = [] });
        _run.Report()["report.md"].ShouldContain("Measured: benchmarks only");
    }

    [TestCase(Scenarios)]
    [TestCase(Benchmarks)]
    public void A_folder_in_place_of_a_file_is_named(string file)
    {
        File.Delete(_run.PathOf(file));
        Directory.CreateDirectory(_run.PathOf(file));

        Refused().ShouldContain(_run.PathOf(file));
    }

    [Test]
    public void A_duration_beyond_all_bounds_is_named([Values("1e300", "-1e300", "1e12")] string seconds)
    {
        var text = File.ReadAllText(_run.PathOf(Scenarios));
        File.WriteAllText(_run.PathOf(Scenarios), Duration().Replace(text, $"\"durationSeconds\": {seconds}"));

        Refused().ShouldContain(": no run takes that many seconds (at $.scenarios[0].durationSeconds); the file is malformed");
    }

    [Test]
    public void A_file_that_was_attached_under_no_possible_name_is_shown_as_gone()
    {
        var text = File.ReadAllText(_run.PathOf(Scenarios));
        File.WriteAllText(_run.PathOf(Scenarios), text.Replace("\"attachments/", "\"attachments/\\u0000", StringComparison.Ordinal));

        _run.Report()["report.md"].ShouldContain("attachments/␀");
    }

    [TestCase("\"block\": [0-9]+", "\"block\": 2147483647")]
    [TestCase("\"block\": [0-9]+", "\"block\": -7")]
    [TestCase("\"connections\": [0-9]+", "\"connections\": 32")]
    public void Numbers_of_rounds_and_connections_that_no_run_has_are_shown(string pattern, string now)
    {
        var text = File.ReadAllText(_run.PathOf(Benchmarks));
        File.WriteAllText(_run.PathOf(Benchmarks), Regex.Replace(text, pattern, now));

        _run.Report()["report.html"].ShouldContain("ladder");
    }

    /// <summary>What a hand, a merge or another program may leave: each place of a file in turn, with each of some values.</summary>
    [Test]
    public void Any_other_value_in_any_place_is_shown_or_named([Values(Manifest, Scenarios, Benchmarks)] string file)
    {
        var text = File.ReadAllText(_run.PathOf(file));
        var (tried, broken) = (0, new List<string>());
        foreach (var path in Places(JsonNode.Parse(text)!, "").DistinctBy(place => Index().Replace(place, "[]")))
        {
            foreach (var value in (string[])["null", "\"NaN\"", "-1e300", "\"\"", "[]", "{}", "[null]"])
            {
                var document = JsonNode.Parse(text)!;
                Put(document, path, JsonNode.Parse(value));
                File.WriteAllText(_run.PathOf(file), document.ToJsonString());
                if (Broken(file) is { } why)
                    broken.Add($"{path} = {value}: {why}");
                tried++;
            }
        }

        tried.ShouldBeGreaterThan(100);
        broken.ShouldBeEmpty();
    }

    /// <summary>What is wrong with how the run is reported; null where nothing is.</summary>
    private string? Broken(string file)
    {
        try
        {
            _run.EnsureShownOrNamed(file, "");
            return null;
        }
#pragma warning disable CA1031 // Whatever comes out is what is wrong.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var at = e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Harness.", StringComparison.Ordinal));
            return $"{e.GetType().Name}: {e.Message} {at?.Trim()}";
        }
    }

    private string Refused()
    {
        var failure = Should.Throw<HarnessException>(() => _run.Report());
        failure.Kind.ShouldBe(FailureKind.BadInput);
        return failure.Message;
    }

    /// <summary>Where the values of a document are, as JavaScript writes it.</summary>
    private static IEnumerable<string> Places(JsonNode? node, string at) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value, $"{at}.{member.Key}").Prepend($"{at}.{member.Key}")),
        JsonArray items => items.SelectMany((item, i) => Places(item, $"{at}[{i}]").Prepend($"{at}[{i}]")),
        _ => [],
    };

    private static void Put(JsonNode document, string path, JsonNode? value)
    {
        var steps = Step().Matches(path).Select(step => step.Value).ToList();
        var node = document;
        foreach (var step in steps.SkipLast(1))
            node = step[0] == '[' ? node[Number(step)]! : node[step[1..]]!;
        if (steps[^1][0] == '[')
            node[Number(steps[^1])] = value;
        else
            node[steps[^1][1..]] = value;
    }

    private static int Number(string index) => int.Parse(index[1..^1], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"""schemaVersion"": \d+,?")]
    private static partial Regex Version();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    [GeneratedRegex("\"durationSeconds\": [0-9.]+")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\[\d+\]|\.[^.\[]+")]
    private static partial Regex Step();
}
