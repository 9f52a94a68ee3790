namespace Harness.Load.Engine;

/// <summary>One loop's copies: made when they are first needed, and kept, connections and all, until the round's end.</summary>
/// <param name="most">How many there may be while requests come at a rate.</param>
/// <param name="create">Makes one.</param>
internal sealed class CopyPool(int most, Func<Copy> create)
{
    private readonly List<Copy> _copies = [];
    private readonly Stack<Copy> _idle = new();

    public IReadOnlyList<Copy> All => _copies;

    public int Busy => _copies.Count - _idle.Count;

    /// <summary>Whether a request that is due can be sent at once.</summary>
    public bool HasFree => _idle.Count > 0 || _copies.Count < most;

    /// <summary>The one that was busy last: so a low rate uses few connections.</summary>
    public Copy TakeIdleOrNew() => _idle.Count > 0 ? _idle.Pop() : New();

    /// <summary>A new one while there are fewer than so many: each copy of a closed loop is one of its own.</summary>
    public Copy TakeNewUpTo(int count) => _copies.Count < count ? New() : _idle.Pop();

    public void Return(Copy copy) => _idle.Push(copy);

    /// <summary>Closes all connections; all copies must be idle.</summary>
    public void CloseAll() => _copies.ForEach(copy => copy.Dispose());

    private Copy New()
    {
        var copy = create();
        _copies.Add(copy);
        _ = copy.RunAsync();
        return copy;
    }
}
