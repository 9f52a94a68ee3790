namespace Harness.Load.Tests.Support;

/// <summary>Answers 200 with a body that takes one read for each part.</summary>
internal sealed class SplitAnswer(params byte[][] parts) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new PartByPart(parts)) });

    private sealed class PartByPart(byte[][] parts) : MemoryStream(parts.SelectMany(part => part).ToArray())
    {
        private int _part;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var size = _part < parts.Length ? parts[_part++].Length : 0;
            return base.ReadAsync(buffer[..size], cancellationToken);
        }
    }
}
