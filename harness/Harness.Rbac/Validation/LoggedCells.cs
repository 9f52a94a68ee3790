using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Validation;

/// <summary>
/// What a log shows was done, as cells, each once. A caller may have been in other groups each time, so that the policy says otherwise of
/// the same request: of two such, the one that is not allowed counts.
/// </summary>
internal sealed class LoggedCells
{
    private readonly Dictionary<(RbacSubject, AccessQuestion, string?), (AccessCell Cell, AuditedUse Use)> _all = [];

    /// <summary>Adds one.</summary>
    public void Add(AccessCell cell, AuditedUse use)
    {
        var key = KeyOf(cell);
        if (!_all.TryGetValue(key, out var known) || (known.Cell.IsAllowed && !cell.IsAllowed))
            _all[key] = (cell, use);
    }

    /// <summary>How a planned cell was used; null where it was not, or where the policy says otherwise of whoever did it.</summary>
    public AuditedUse? UseOf(AccessCell planned) =>
        _all.TryGetValue(KeyOf(planned), out var one) && one.Cell.IsAllowed == planned.IsAllowed ? one.Use : null;

    /// <summary>Those that stand for none of the planned ones, with their uses.</summary>
    public IEnumerable<(AccessCell Cell, AuditedUse Use)> Beside(IEnumerable<AccessCell> planned)
    {
        var known = planned.Where(cell => UseOf(cell) is not null).Select(KeyOf).ToHashSet();
        return _all.Where(one => !known.Contains(one.Key)).Select(one => one.Value);
    }

    private static (RbacSubject, AccessQuestion, string?) KeyOf(AccessCell cell) =>
        (SubjectIdentity.Key(cell.Subject), cell.Question, cell.Path);
}
