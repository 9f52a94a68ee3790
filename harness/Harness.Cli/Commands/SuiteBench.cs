using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Harness.Cli.Options;
using Harness.Load.Ladder;
using Harness.Load.Suite;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench --profile</c>: the suite on hello-app, or the parts of it that are asked for.</summary>
internal static class SuiteBench
{
    private const int MostConnections = 1024;

    private static readonly Option<Profile?> ProfileOption = CommandOption.Word<Profile>(
        "--profile", "NAME",
        "how much is measured: quick (proxied against direct, under 30 s; the default), standard (what each step of the way costs, "
        + "nginx and kubectl beside it, what load does to ordinary API calls, 5 min), nightly (the same at more numbers of "
        + "connections, what authorization costs as RBAC grows, and a headless service while its pods "
        + "change, 45 min) or soak (what constant load changes with time, 2 h)");

    private static readonly Option<string?> PartsOption = CommandOption.Text(
        "--parts", "NAME,NAME",
        $"only these parts: {string.Join(", ", SuitePart.All.Select(part => $"{part.Id} ({part.Description})"))}; "
        + "not with the quick profile");

    private static readonly Option<string?> RungsOption = CommandOption.Text(
        "--rungs", "NAME,NAME",
        $"only the ladder, and of it these rungs: {string.Join(", ", RungKind.All)}; not with the quick profile");

    private static readonly Option<string?> ConnectionsOption = CommandOption.Text(
        "--concurrency", "N,N", "requests in flight at once, instead of the profile's, e.g. 1,32; "
        + "with the quick profile only for --agents and --service");

    private static readonly Option<string?> SeedOption = CommandOption.Text(
        "--seed", "N", "seed of the order of rounds and of the intervals, to repeat a run's; with the quick profile only for "
        + "--agents and --service");

    private enum Profile
    {
        Quick,
        Standard,
        Nightly,
        Soak,
    }

    private static IEnumerable<Option> Refinements => [PartsOption, RungsOption, ConnectionsOption, SeedOption];

    /// <summary>Adds its options.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in Refinements.Prepend(ProfileOption).Append(SoakBench.DurationOption))
            command.Options.Add(option);
    }

    /// <summary>The first of these options that was given; null for none.</summary>
    public static string? Given(ParseResult parsed) => GivenBut(parsed);

    /// <summary>The first of these options that was given and is not among some; null for none.</summary>
    public static string? GivenBut(ParseResult parsed, params string[] allowed) =>
        Refinements.Prepend(ProfileOption).Append(SoakBench.DurationOption)
            .FirstOrDefault(option => !allowed.Contains(option.Name) && IsGiven(parsed, option))?.Name;

    /// <summary>How long a whole profile of several parts takes; each part alone tells itself how much of it is left.</summary>
    public static TimeSpan? Planned(ParseResult parsed) => GivenBut(parsed, ProfileOption.Name, SeedOption.Name) is not null
        ? null
        : parsed.GetValue(ProfileOption) switch
        {
            Profile.Standard => TimeSpan.FromMinutes(5),
            Profile.Nightly => TimeSpan.FromMinutes(45),
            _ => null,
        };

    /// <summary>What is measured; null for the quick profile.</summary>
    /// <exception cref="HarnessException">The options do not go together, or name nothing there is.</exception>
    public static IReadOnlyList<IRunStep>? Steps(ParseResult parsed)
    {
        var isSoak = parsed.GetValue(ProfileOption) == Profile.Soak;
        if (!isSoak && IsGiven(parsed, SoakBench.DurationOption))
            throw HarnessException.BadInput($"{SoakBench.DurationOption.Name} is for --profile soak; other profiles have their own");
        if (Suite(parsed) is { } suite)
            return suite.Steps(Seed(parsed));
        if (Refinements.FirstOrDefault(option => IsGiven(parsed, option)) is { } stray)
        {
            throw HarnessException.BadInput($"{stray.Name} is for --profile standard and nightly; "
                + $"the {(isSoak ? "soak" : "quick")} profile has its own rungs, connections and order");
        }

        return isSoak ? SoakBench.Steps(parsed) : null;
    }

    /// <summary>A service's rungs are few: its direct way and the proxy.</summary>
    /// <exception cref="HarnessException">The options are of hello-app's own parts, or name nothing there is.</exception>
    public static LadderProfile OfService(ParseResult parsed)
    {
        if (parsed.GetValue(ProfileOption) == Profile.Soak)
            throw HarnessException.BadInput("--profile soak is for hello-app; a service has --profile quick, standard and nightly");
        foreach (var option in new Option[] { PartsOption, RungsOption, SoakBench.DurationOption })
        {
            if (IsGiven(parsed, option))
            {
                throw HarnessException.BadInput(
                    $"{option.Name} is for hello-app: a service is measured directly and through the proxy");
            }
        }

        return WithConnections(Chosen(parsed)?.Ladder ?? LadderProfile.QuickOfService, parsed);
    }

    /// <summary>The profile of agents: quick, standard or nightly.</summary>
    /// <exception cref="HarnessException">It is the soak.</exception>
    public static string ProfileName(ParseResult parsed) => parsed.GetValue(ProfileOption) is not Profile.Soak
        ? EnumWord.Of(parsed.GetValue(ProfileOption) ?? Profile.Quick)
        : throw HarnessException.BadInput("--profile soak does not go with --agents; they have quick, standard and nightly");

    /// <summary>As given, or a new one.</summary>
    public static int Seed(ParseResult parsed) => parsed.GetValue(SeedOption) is { } text
        ? Number(SeedOption, text, 0, int.MaxValue)
        : RandomNumberGenerator.GetInt32(int.MaxValue);

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static SuiteProfile? Chosen(ParseResult parsed) => parsed.GetValue(ProfileOption) switch
    {
        Profile.Standard => SuiteProfile.Standard,
        Profile.Nightly => SuiteProfile.Nightly,
        _ => null,
    };

    private static SuiteProfile? Suite(ParseResult parsed)
    {
        if (Chosen(parsed) is not { } profile)
            return null;
        var (parts, rungs) = (Named(parsed, PartsOption, Part), Named(parsed, RungsOption, Rung));
        if (rungs is not null && parts?.Contains(SuitePart.Ladder) == false)
            throw HarnessException.BadInput($"{RungsOption.Name} is for the ladder, which is not among the {PartsOption.Name}");
        return profile with
        {
            Ladder = WithConnections(profile.Ladder, parsed) with
            {
                AlternativeConnections = parts is not null && parsed.GetValue(ConnectionsOption) is { } text
                    ? Connections(text) : profile.Ladder.AlternativeConnections,
            },
            Parts = parts ?? (rungs is null ? profile.Parts : [SuitePart.Ladder]),
            AskedFor = parts ?? [],
            Rungs = rungs,
        };
    }

    /// <summary>A profile at the numbers of connections that are asked for.</summary>
    public static LadderProfile WithConnections(LadderProfile profile, ParseResult parsed) =>
        parsed.GetValue(ConnectionsOption) is { } text ? profile with { Connections = Connections(text) } : profile;

    private static List<T>? Named<T>(ParseResult parsed, Option<string?> option, Func<string, T> find) =>
        parsed.GetValue(option)?.Split(',', StringSplitOptions.TrimEntries).Select(find).Distinct().ToList();

    private static SuitePart Part(string text) => SuitePart.All.FirstOrDefault(part => part.Id == text)
        ?? throw Unknown(PartsOption, text, SuitePart.All.Select(part => (part.Id, part.Description)));

    /// <summary>By its short name or by the one that reports have.</summary>
    private static RungKind Rung(string text) => RungKind.All.FirstOrDefault(kind => kind.Id == text || kind.Name == text)
        ?? throw Unknown(RungsOption, text, RungKind.All.Select(kind => (kind.Id, kind.Name)));

    private static HarnessException Unknown(Option option, string text, IEnumerable<(string Id, string Name)> known)
    {
        var near = Nearest.Of(text, [.. known.Select(one => one.Id)]);
        return HarnessException.BadInput(
            $"{option.Name} {PrintableText.Line(text)}: not one of {string.Join(", ", known.Select(one => $"{one.Id} ({one.Name})"))}"
            + (near is null ? "" : $"; did you mean {near}?"));
    }

    private static IReadOnlyList<int> Connections(string text) =>
        [.. text.Split(',').Select(part => Number(ConnectionsOption, part, 1, MostConnections)).Distinct().Order()];

    private static int Number(Option option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw HarnessException.BadInput(FormattableString.Invariant(
                $"{option.Name} {text}: not a whole number from {least} to {most}"));
}
