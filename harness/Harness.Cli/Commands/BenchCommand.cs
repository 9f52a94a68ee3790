using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Harness.Cli.Options;
using Harness.Load;
using Harness.Load.Agents;
using Harness.Load.Ladder;
using Harness.Load.Plans;
using Harness.Load.SideEffects;
using Harness.Load.Suite;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench</c>: the benchmarks alone.</summary>
internal static class BenchCommand
{
    private const int MostConnections = 1024;

    /// <summary>Beside rungs: the ways that people use instead of the proxy.</summary>
    private const string Alternatives = "alternatives";

    private static readonly Option<BenchmarkProfile?> ProfileOption = CommandOption.Word<BenchmarkProfile>(
        "--profile", "NAME",
        "how much is measured: quick (proxied against direct, under 30 s; the default), standard (what each step of the way costs, and "
        + "what load does to ordinary API calls, 5 min) or nightly (the same at more numbers of connections, 45 min)");

    private static readonly Option<string?> ConnectionsOption = CommandOption.Text(
        "--concurrency", "N,N", "requests in flight at once, instead of the profile's, e.g. 1,32; not with the quick profile");

    private static readonly Option<string?> SeedOption = CommandOption.Text(
        "--seed", "N", "seed of the order of rounds and of the intervals, to repeat a run's; not with the quick profile");

    private static readonly Option<string?> RungsOption = CommandOption.Text(
        "--rungs", "NAME,NAME",
        $"only these rungs: {string.Join(", ", RungKind.All)}; {Alternatives} for nginx, ingress and kubectl beside the proxy; "
        + "not with the quick profile");

    private static readonly Option<string?> PlanOption = CommandOption.Text(
        "--plan", "FILE", "run this load plan on hello-app instead of a profile (exit code 1 when a threshold is exceeded)");

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
        command.Options.Add(RungsOption);
        command.Options.Add(ConnectionsOption);
        command.Options.Add(SeedOption);
        command.Options.Add(PlanOption);
        ServiceBench.AddTo(command);
        AgentsBench.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var request = RunCommand.Request(parsed, options);
            var (settings, service) = (request.Settings, ServiceBench.Request(parsed));
            if (settings.Cluster.WantsExisting && !settings.Get(Settings.Load))
                throw HarnessException.BadInput("bench puts load on the cluster; on an existing cluster allow that with --load");
            var agents = AgentsBench.Count(parsed, RungsOption, PlanOption, ServiceBench.ServiceOption);
            if (service is not null)
                return ServiceBench.ExecuteAsync(parsed, request, service, OfService(parsed), Seed(parsed));
            var steps = agents is { } count ? [Agents(parsed, count)] : Steps(parsed);
            GuestCommand.Say(
                settings, new GuestPlan(settings, scenarios: 0, hasBenchmark: true) { Agents = agents ?? 0 }, isDry: false);
            return RunCommand.ExecuteAsync(request, steps);
        });
        return command;
    }

    private static IReadOnlyList<IRunStep> Steps(ParseResult parsed)
    {
        if (parsed.GetValue(PlanOption) is { } plan)
        {
            return parsed.GetValue(ProfileOption) is null && Given(parsed) is null
                ? [new PlanRun(LoadPlanReader.ReadFile(plan))]
                : throw HarnessException.BadInput(
                    $"{Given(parsed) ?? ProfileOption.Name} does not go with --plan, which says itself how much load there is");
        }

        if (Profile(parsed) is not { } profile)
        {
            return Given(parsed) is { } option
                ? throw HarnessException.BadInput(
                    $"{option} is for --profile standard and nightly; the quick profile has its own rungs, connections and order")
                : [new QuickBenchmarkStep()];
        }

        var (seed, rungs) = (Seed(parsed), parsed.GetValue(RungsOption));
        if (rungs is null)
            return [new LadderRun(With(profile, parsed), seed), SideEffects(profile, seed)];
        var names = rungs.Split(',', StringSplitOptions.TrimEntries);
        return
        [
            new LadderRun(With(profile, parsed), seed)
            {
                Rungs = [.. names.Where(name => name != Alternatives).Select(Rung).Distinct()],
                HasAlternatives = names.Contains(Alternatives),
            },
        ];
    }

    private static AgentsRun Agents(ParseResult parsed, int count)
    {
        var profile = AgentProfiles.Of((parsed.GetValue(ProfileOption) ?? BenchmarkProfile.Quick).ToString().ToLowerInvariant(), count);
        return AgentsBench.Step(count, With(profile, parsed), Seed(parsed));
    }

    private static SideEffectsRun SideEffects(LadderProfile profile, int seed) =>
        new(profile == LadderProfile.Nightly ? SideEffectsProfile.Nightly : SideEffectsProfile.Standard, seed);

    /// <summary>A service's rungs are few: its direct way and the proxy.</summary>
    private static LadderProfile OfService(ParseResult parsed) => parsed.GetValue(RungsOption) is null
        ? With(Profile(parsed) ?? LadderProfile.QuickOfService, parsed)
        : throw HarnessException.BadInput("--rungs is for hello-app: a service is measured directly and through the proxy");

    private static LadderProfile? Profile(ParseResult parsed) => parsed.GetValue(ProfileOption) switch
    {
        BenchmarkProfile.Standard => LadderProfile.Standard,
        BenchmarkProfile.Nightly => LadderProfile.Nightly,
        _ => null,
    };

    private static LadderProfile With(LadderProfile profile, ParseResult parsed) =>
        parsed.GetValue(ConnectionsOption) is not { } text ? profile
        : parsed.GetValue(RungsOption) is null ? profile with { Connections = Connections(text) }
        : profile with { Connections = Connections(text), AlternativeConnections = Connections(text) };

    private static int Seed(ParseResult parsed) => parsed.GetValue(SeedOption) is { } text
        ? Number("--seed", text, 0, int.MaxValue)
        : RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>An option that was given and is not for the quick profile; null for none.</summary>
    private static string? Given(ParseResult parsed) =>
        new[] { RungsOption, ConnectionsOption, SeedOption }.FirstOrDefault(option => parsed.GetValue(option) is not null)?.Name;

    /// <summary>By its short name or by the one that reports have.</summary>
    private static RungKind Rung(string text)
    {
        if (RungKind.All.FirstOrDefault(kind => kind.Id == text || kind.Name == text) is { } found)
            return found;
        var near = Nearest.Of(text, [.. RungKind.All.Select(kind => kind.Id), Alternatives]);
        throw HarnessException.BadInput(
            $"--rungs {PrintableText.Line(text)}: not one of {string.Join(", ", RungKind.All.Select(kind => $"{kind.Id} ({kind.Name})"))}, "
            + Alternatives
            + (near is null ? "" : $"; did you mean {near}?"));
    }

    private static IReadOnlyList<int> Connections(string text) =>
        [.. text.Split(',').Select(part => Number("--concurrency", part, 1, MostConnections)).Distinct().Order()];

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw HarnessException.BadInput(FormattableString.Invariant(
                $"{option} {text}: not a whole number from {least} to {most}"));
}
