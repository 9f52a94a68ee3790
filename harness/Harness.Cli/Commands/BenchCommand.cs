using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Harness.Cli.Options;
using Harness.Load;
using Harness.Load.Ladder;
using Harness.Load.SideEffects;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench</c>: the benchmarks alone.</summary>
internal static class BenchCommand
{
    private const int MostConnections = 1024;
    private static readonly Option<BenchmarkProfile?> ProfileOption = CommandOption.Word<BenchmarkProfile>(
        "--profile", "NAME",
        "how much is measured: quick (proxied against direct, under 30 s; the default), standard (what each step of the way costs, and "
        + "what load does to ordinary API calls, about 7 min) or nightly (the same at more numbers of connections, about 55 min)");

    private static readonly Option<string?> ConnectionsOption = CommandOption.Text(
        "--concurrency", "N,N", "requests in flight at once, instead of the profile's, e.g. 1,32; not with the quick profile");

    private static readonly Option<string?> SeedOption = CommandOption.Text(
        "--seed", "N", "seed of the order of rounds and of the intervals, to repeat a run's; not with the quick profile");

    private enum BenchmarkProfile
    {
        Quick,
        Standard,
        Nightly,
    }

    public static Command Create()
    {
        var command = new Command("bench", "measure what calls through the API server cost, proxied against direct");
        var options = SettingOptions.OfWorkloads().AddTo(command);
        command.Options.Add(ProfileOption);
        command.Options.Add(ConnectionsOption);
        command.Options.Add(SeedOption);
        command.SetAction((parsed, _) =>
        {
            var request = RunCommand.Request(parsed, options);
            var (settings, steps) = (request.Settings, Steps(parsed));
            if (settings.Cluster.WantsExisting && !settings.Get(Settings.Load))
                throw HarnessException.BadInput("bench puts load on the cluster; on an existing cluster allow that with --load");
            GuestCommand.Say(settings, new GuestPlan(settings, scenarios: 0, hasBenchmark: true), isDry: false);
            return RunCommand.ExecuteAsync(request, steps);
        });
        return command;
    }

    private static IReadOnlyList<IRunStep> Steps(ParseResult parsed)
    {
        var (connections, seed) = (parsed.GetValue(ConnectionsOption), parsed.GetValue(SeedOption));
        var profile = parsed.GetValue(ProfileOption) switch
        {
            BenchmarkProfile.Standard => LadderProfile.Standard,
            BenchmarkProfile.Nightly => LadderProfile.Nightly,
            _ => null,
        };
        if (profile is null)
        {
            return connections is null && seed is null
                ? [new QuickBenchmarkStep()]
                : throw HarnessException.BadInput(
                    $"{(connections is null ? "--seed" : "--concurrency")} is for --profile standard and nightly; the quick profile has "
                    + "its own connections and order");
        }

        var chosen = seed is null ? RandomNumberGenerator.GetInt32(int.MaxValue) : Number("--seed", seed, 0, int.MaxValue);
        return
        [
            new LadderRun(connections is null ? profile : profile with { Connections = Connections(connections) }, chosen),
            new SideEffectsRun(profile == LadderProfile.Nightly ? SideEffectsProfile.Nightly : SideEffectsProfile.Standard, chosen),
        ];
    }

    private static IReadOnlyList<int> Connections(string text) =>
        [.. text.Split(',').Select(part => Number("--concurrency", part, 1, MostConnections)).Distinct().Order()];

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw HarnessException.BadInput(FormattableString.Invariant(
                $"{option} {text}: not a whole number from {least} to {most}"));
}
