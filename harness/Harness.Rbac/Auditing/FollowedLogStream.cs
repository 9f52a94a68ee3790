namespace Harness.Rbac.Auditing;

/// <summary>
/// A log file that is being written: at its end nothing is read, for now. When another file took its name, as logs are rotated, the old one
/// is read to its end before the new one is begun. Between the two nothing is read once, so that half a line is not taken for the
/// beginning of the next one's first.
/// </summary>
public sealed class FollowedLogStream : Stream
{
    private readonly string _path;
    private readonly Action<string> _note;
    private FileStream _file;
    private bool _hasEnded;

    /// <summary>Opens it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="note">Receives what has to be said of it.</param>
    /// <exception cref="HarnessException">Nothing of it can be read (exit code 2).</exception>
    public FollowedLogStream(string path, Action<string> note)
    {
        (_path, _note) = (path, note);
        _file = AuditInput.OpenFile(path);
        if (AuditInput.Begin(path, () => PackedLog.IsPacked(_file)))
            throw HarnessException.BadInput($"audit log {path} is packed, so nothing is written to it: name the one that is with --follow");
    }

    /// <summary>Passes over what is in it by now.</summary>
    public void SkipToEnd() => _file.Seek(0, SeekOrigin.End);

    /// <summary>Whether a file ended since this was last asked: what is read from now on is another's.</summary>
    internal bool TakeEndOfFile()
    {
        var hasEnded = _hasEnded;
        _hasEnded = false;
        return hasEnded;
    }

    /// <summary>Says it where the log was moved away, and no other took its name.</summary>
    internal void NoteIfGone()
    {
        if (FileStatus.Of(_path, follow: true) is not { IsRegular: true } && !File.Exists(_path))
        {
            _note($"{_path}: {(Directory.Exists(_path) ? "is a folder by now" : "is no longer there")}; "
                + "what was logged since it was moved away is not known");
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_file.Read(buffer, offset, count) is > 0 and var read)
            return read;
        if (_file.Length < _file.Position)
        {
            _note($"{_path}: was cut off while it was read; what was written before that and not read yet is not known");
            _file.Position = 0;
            _hasEnded = true;
            return 0;
        }

        var opened = FileStatus.Of(_file.SafeFileHandle)?.Number ?? 0;
        if (opened == 0 || FileStatus.Of(_path, follow: true) is not { IsRegular: true } named || named.Number == opened)
            return 0;
        // Written between the look at its end and the look at its name.
        if (_file.Read(buffer, offset, count) is > 0 and var last)
            return last;
        var next = RegularFile.Open(_path); // what was read counts, also where this fails
        _file.Dispose();
        _file = next;
        _hasEnded = true;
        return 0;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }
}
