using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clusters;
using Harness.Results;

namespace Harness.Tests.Results;

internal sealed class RunFolderTests
{
    private static readonly JsonSerializerOptions Plain =
        new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private TemporaryRuns _runs = null!;

    [SetUp]
    public void MakeRuns() => _runs = new TemporaryRuns();

    [TearDown]
    public void RemoveRuns() => _runs.Dispose();

    [Test]
    public void A_new_run_is_named_by_its_UTC_start_and_says_at_once_that_it_is_running()
    {
        var folder = _runs.Create();

        folder.Id.ShouldMatch("^20260131T235959Z-[0-9a-f]{6}$");
        folder.FullPath.ShouldBe(Path.Combine(_runs.Root, folder.Id));
        var manifest = RunFolder.Load(folder.FullPath).Manifest;
        manifest.ShouldBe(Sample.Manifest(folder.Id, Sample.Start) with { Claims = manifest.Claims });
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void Only_this_user_may_look_into_a_run() => File.GetUnixFileMode(_runs.Create().FullPath)
        .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    [Test]
    public void Two_runs_of_the_same_second_have_folders_of_their_own() =>
        _runs.Create().FullPath.ShouldNotBe(_runs.Create().FullPath);

    [Test]
    public void What_was_written_is_read_back()
    {
        var folder = _runs.Create();
        var finished = Sample.Manifest(folder.Id, Sample.Start) with
        {
            State = RunState.Interrupted,
            StateReason = "Ctrl-C",
            Finished = Sample.Start.AddMinutes(3),
            ExitCode = 130,
            GitCommit = "aa659c1-dirty",
            Cluster = new ClusterFacts
            {
                Source = "offline",
                KubernetesVersion = "v1.20.2",
                StartPhases = [new Measurement("API server ready", 12.5, "s")],
            },
        };
        ScenarioResult[] scenarios = [.. Enum.GetValues<ScenarioOutcome>().Select(o => Sample.Scenario($"Grants.{o}", o, "C11", "C12"))];

        folder.WriteManifest(finished);
        foreach (var scenario in scenarios)
            folder.AddScenario(scenario);
        folder.AddBenchmark(Sample.Benchmark("quick"));

        Spelled(RunFolder.Load(folder.FullPath)).ShouldBe(Spelled(new RunResults(finished, scenarios, [Sample.Benchmark("quick")])));
    }

    [Test]
    public void A_run_without_scenarios_and_benchmarks_has_none()
    {
        var results = RunFolder.Load(_runs.Create().FullPath);

        results.Scenarios.ShouldBeEmpty();
        results.Benchmarks.ShouldBeEmpty();
    }

    [Test]
    public void A_process_that_attaches_adds_to_what_is_there()
    {
        var first = _runs.Create();
        first.AddScenario(Sample.Scenario("A"));
        var second = RunFolder.Open(first.FullPath);
        second.AddScenario(Sample.Scenario("B"));
        first.AddScenario(Sample.Scenario("C"));
        second.UpdateManifest(manifest => manifest with { State = RunState.Complete });

        var results = first.Load();
        results.Scenarios.Select(scenario => scenario.Name).ShouldBe(["A", "B", "C"]);
        results.Manifest.ShouldBe(
            Sample.Manifest(first.Id, Sample.Start) with { State = RunState.Complete, Claims = results.Manifest.Claims });
    }

    [Test]
    public void A_folder_without_a_manifest_is_no_run()
    {
        var failure = Should.Throw<HarnessException>(() => RunFolder.Load(_runs.Reports));

        failure.Kind.ShouldBe(FailureKind.BadInput);
        failure.Message.ShouldBe($"{_runs.Reports} is not the folder of a run: it has no run.json");
    }

    // Every member in the plainest JSON, not in the store's own, which might drop one on either way.
    private static string Spelled(RunResults results) => JsonSerializer.Serialize(results, Plain);

    private const string OneScenario = """
        {
          "schemaVersion": 1,
          "scenarios": [
            {
              "name": "Grants.C11",
              "title": "The call behind Grants.C11 → is \"allowed\"",
              "claims": [
                "C11"
              ],
              "topic": null,
              "outcome": "passed",
              "reason": null,
              "observations": [
                {
                  "subject": "call without a grant",
                  "expected": "Forbidden",
                  "observed": "Forbidden",
                  "asExpected": true,
                  "evidence": "GET /api as consumer → 403 Forbidden"
                }
              ],
              "cells": [
                {
                  "matrix": "HTTP methods by granted verb",
                  "row": "get",
                  "column": "GET",
                  "expected": "Allowed",
                  "observed": "Allowed",
                  "asExpected": true
                }
              ],
              "measurements": [],
              "attachments": [],
              "traits": [],
              "started": "2026-01-31T23:59:59.1234567Z",
              "durationSeconds": 0.1250005
            }
          ]
        }

        """;

    [Test]
    public void The_files_are_for_people_and_for_other_programs()
    {
        var folder = _runs.Create();
        folder.AddScenario(Sample.Scenario("Grants.C11", ScenarioOutcome.Passed, "C11") with { Measurements = [], Attachments = [] });

        File.ReadAllText(Path.Combine(folder.FullPath, "scenarios.json")).ShouldBe(OneScenario.ReplaceLineEndings("\n"));
    }
}
