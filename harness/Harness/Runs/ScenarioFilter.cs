using Harness.Results;

namespace Harness.Runs;

/// <summary>Chooses scenarios by a claim's id or a part of their names.</summary>
internal static class ScenarioFilter
{
    /// <summary>Those that match.</summary>
    /// <param name="filter">What was asked for; null or blank for all.</param>
    /// <param name="all">All scenarios.</param>
    /// <param name="claims">The claims that they are about.</param>
    /// <exception cref="HarnessException">None does; the message suggests the nearest match.</exception>
    public static IReadOnlyList<ScenarioName> Choose(string? filter, IReadOnlyList<ScenarioName> all, IReadOnlyList<Claim> claims)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return all;
        var chosen = all.Where(scenario => Matches(filter, scenario)).ToList();
        if (chosen.Count > 0)
            return chosen;
        if (ClaimOf(filter) is not null)
            throw WithoutScenario(filter, claims);
        var near = Nearest.Of(filter, Words(all));
        throw HarnessException.BadInput(
            $"the filter \"{filter}\" matches no scenario{(near is null ? "" : $"; did you mean {near}?")} "
            + $"({Ids(claims)}; or part of a scenario's name)");
    }

    /// <summary>The id of the claim that a filter asks for; null where it asks for something else.</summary>
    public static string? ClaimOf(string? filter) => filter is not null && IsClaim(filter) ? filter.ToUpperInvariant() : null;

    /// <summary>Why a filter for a claim finds no scenario. Another claim's id is no better for being spelled like it.</summary>
    public static HarnessException WithoutScenario(string claim, IReadOnlyList<Claim> claims) =>
        HarnessException.BadInput(claims.FirstOrDefault(one => one.Id == ClaimOf(claim)) switch
        {
            { IsMeasuredByBenchmarks: true } known =>
                $"claim {known.Id} has no scenario: the quick benchmark measures it; run ./run.sh bench, or ./run.sh without a filter",
            { } known => $"claim {known.Id} has no scenario",
            null => $"there is no claim {claim} ({Ids(claims)})",
        });

    /// <summary>Everything that a filter may say.</summary>
    public static IEnumerable<string> Words(IEnumerable<ScenarioName> all) =>
        all.SelectMany(scenario => scenario.Claims.Concat(scenario.ShortName.Split('.', '_')).Append(scenario.ShortName)).Distinct();

    /// <summary>Whether a filter chooses a scenario.</summary>
    public static bool Matches(string filter, ScenarioName scenario) =>
        scenario.Claims.Contains(filter, StringComparer.OrdinalIgnoreCase)
        || (!IsClaim(filter) && scenario.FullName.Replace('_', ' ').Contains(filter.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));

    private static string Ids(IReadOnlyList<Claim> claims) => $"claims: {string.Join(", ", claims.Select(claim => claim.Id))}";

    /// <summary>C1 is a claim, and not the beginning of C10.</summary>
    private static bool IsClaim(string filter) => filter.Length > 1 && filter[0] is 'C' or 'c' && filter[1..].All(char.IsAsciiDigit);
}
