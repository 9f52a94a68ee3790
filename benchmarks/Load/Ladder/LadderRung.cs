using Harness.Load.Engine;

namespace Harness.Load.Ladder;

/// <summary>A way that a request goes.</summary>
/// <param name="Route">The way; its name is the rung's.</param>
/// <param name="Generator">Where its load comes from.</param>
public sealed record LadderRung(LoadRoute Route, ILoadGenerator Generator)
{
    /// <summary>Name of the rung that it is one step longer than; null for the first.</summary>
    public string? Against { get; init; }

    /// <summary>Whether it is the same as that one: a control, which shows how often a difference is seen where there is none.</summary>
    public bool IsControl { get; init; }

    /// <summary>A rung that differs from this one in what is asked for, and is compared with it.</summary>
    public LadderRung As(string name, Func<HttpTarget, HttpTarget> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Route = Route with { Name = name, Target = change(Route.Target) }, Against = Route.Name };
    }
}
