using Harness.Results;

namespace Harness.Tests.Results;

/// <summary>Files that were cut off, edited, or written by another version.</summary>
internal sealed class RunFolderDamageTests
{
    private TemporaryRuns _runs = null!;
    private RunFolder _folder = null!;

    [SetUp]
    public void MakeRun()
    {
        _runs = new TemporaryRuns();
        _folder = _runs.Create();
    }

    [TearDown]
    public void RemoveRuns() => _runs.Dispose();

    [TestCase("{\n  \"schemaVersion\": 1,\n  \"scenarios\": [ oops ]\n}", ", line 3, byte 18: 'o' is an invalid start of a value")]
    [TestCase("{ \"schemaVersion\": 1, \"scenarios\": [", "line 1, byte")]
    [TestCase("", "the file is malformed")]
    [TestCase("null", "has no schemaVersion")]
    [TestCase("{ \"scenarios\": [] }", "has no schemaVersion, and this Harness reads 1")]
    [TestCase("{ \"schemaVersion\": 2, \"scenarios\": {} }", "has schemaVersion 2, and this Harness reads 1")]
    [TestCase("{ \"schemaVersion\": 1 }", "'scenarios'")]
    [TestCase("{ \"schemaVersion\": 1, \"scenarios\": null }", "'scenarios'")]
    [TestCase("{ \"schemaVersion\": 1, \"scenarios\": [ { \"outcome\": \"grand\" } ] }", "(at $.scenarios[0].outcome)")]
    [TestCase("{ \"schemaVersion\": 1, \"scenarios\": [ { \"outcome\": 0 } ] }", "(at $.scenarios[0].outcome)")]
    public void A_malformed_file_is_named_with_the_position(string content, string expected)
    {
        var path = Path.Combine(_folder.FullPath, "scenarios.json");
        File.WriteAllText(path, content);

        var failure = Should.Throw<HarnessException>(() => RunFolder.Load(_folder.FullPath));

        failure.Kind.ShouldBe(FailureKind.BadInput);
        failure.Message.ShouldStartWith(path);
        failure.Message.ShouldContain(expected);
        failure.Message.ShouldNotContain("LineNumber");
    }

    [TestCase("run.json")]
    [TestCase("benchmarks.json")]
    public void Each_file_is_checked(string file)
    {
        File.WriteAllText(Path.Combine(_folder.FullPath, file), "{ \"schemaVersion\": 7 }");

        Should.Throw<HarnessException>(() => RunFolder.Load(_folder.FullPath)).Message.ShouldContain($"{file} has schemaVersion 7");
    }

    [Test]
    public void A_result_is_not_added_to_a_malformed_file()
    {
        var path = Path.Combine(_folder.FullPath, "scenarios.json");
        File.WriteAllText(path, "by hand");

        Should.Throw<HarnessException>(() => _folder.AddScenario(Sample.Scenario("A"))).Kind.ShouldBe(FailureKind.BadInput);

        File.ReadAllText(path).ShouldBe("by hand");
    }

    [Test]
    public void Members_of_a_later_minor_version_are_passed_over()
    {
        File.WriteAllText(
            Path.Combine(_folder.FullPath, "scenarios.json"), "{ \"schemaVersion\": 1, \"scenarios\": [], \"added\": { \"later\": 1 } }");

        RunFolder.Load(_folder.FullPath).Scenarios.ShouldBeEmpty();
    }

    [Test]
    public void A_folder_that_vanished_is_named()
    {
        Directory.Delete(_folder.FullPath, recursive: true);

        var failure = Should.Throw<HarnessException>(() => _folder.AddScenario(Sample.Scenario("A")));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldStartWith($"could not lock {_folder.FullPath} for writing: ");
    }
}
