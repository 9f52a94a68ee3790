namespace Harness.Reports.Graphs;

/// <summary>How a way is to be seen, the worst first.</summary>
internal enum PathKind
{
    /// <summary>It is there, and must not be; or the sources disagree about it.</summary>
    Wrong,

    /// <summary>It must be there, or was asked for, and is not.</summary>
    Missing,

    /// <summary>It is not known whether it is there.</summary>
    Undecided,

    /// <summary>It comes near to what was asked for, and does not lead there.</summary>
    Near,

    /// <summary>It is there, and admission lets single paths of it through.</summary>
    Narrowed,

    /// <summary>It is there, and may be.</summary>
    Fine,
}
