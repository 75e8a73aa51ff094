using System.Globalization;
using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>Plays a story to a link's writer, step by step on one thread, and holds each message against the truth and the pace of the wire.</summary>
internal sealed class WriterPlay : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(35);

    private readonly SteppedContext _context = new();
    private readonly WriterUnderTest _link = new();
    private readonly Sample _truth = new();
    private CancellationTokenSource _over = new();
    private WriterLedger _ledger;
    private MemoryStreamWriter _stream;
    private Task _writing = Task.CompletedTask;
    private ScrapeFacts _facts;
    private int _page;

    public WriterPlay()
    {
        _ledger = new WriterLedger(_link.Time);
        _stream = new MemoryStreamWriter(_ledger.Take, _ledger.Begin);
        _truth.AddRow("0");
        _facts = Described(1);
    }

    public void Run(IEnumerable<WriterEvent> story) => _context.Run(() =>
    {
        Open();
        foreach (var one in story)
        {
            Happen(one);
            _context.Drain();
        }

        _stream.Release();
        Pass(Quiet);
        Assert.True(_page == 0 || _ledger.Tells(_truth), "in the end the aggregator does not have the newest sample");
        Assert.False(_writing.IsCompleted, "the writer has ended by itself");
        Close();
    });

    public void Dispose()
    {
        _link.Dispose();
        _over.Dispose();
    }

    private void Happen(WriterEvent one)
    {
        var time = TimeSpan.FromMilliseconds(one.Milliseconds);
        switch (one.Kind)
        {
            case WriterEventKind.Pages:
                for (var page = 0; page <= one.Which % 20; page++)
                {
                    Read(one.Which + page);
                    Pass(TimeSpan.FromMilliseconds(50 + (one.Milliseconds % 1200)));
                }

                break;
            case WriterEventKind.Pause:
                Pass(time);
                break;
            case WriterEventKind.Hold:
                _stream.Hold();
                break;
            case WriterEventKind.Release:
                _stream.Release();
                break;
            case WriterEventKind.Break:
                Close();
                Pass(one.Which % 2 == 0 ? TimeSpan.Zero : time);
                Open();
                break;
            case WriterEventKind.Restart:
                _facts = Described(_facts.EngineGeneration + 1);
                _page = one.Which % 2;
                Read(one.Which);
                break;
            case WriterEventKind.Complain:
                _link.Writer.Gap.Complained();
                break;
            default:
                Change(one);
                break;
        }
    }

    private void Change(WriterEvent one)
    {
        if (one.Kind == WriterEventKind.Fail)
        {
            _truth.MarkStale();
            _truth.Error = $"connection refused {one.Which % 2}";
            Publish();
            return;
        }

        _truth.ClearRows();
        _truth.ClearGpus();
        for (var rank = 0; rank <= one.Which % 3; rank++)
        {
            _truth.AddRow(rank.ToString(CultureInfo.InvariantCulture));
        }

        for (var gpu = 0; gpu < one.Which % 4; gpu++)
        {
            _truth.AddGpu($"GPU-{gpu}").Set(GpuField.PowerWatts, one.Milliseconds);
        }

        Read(one.Which);
    }

    /// <summary>A page that is read well; every other one shows the numbers of the page before.</summary>
    private void Read(int number)
    {
        _page++;
        _truth.Error = null;
        _truth.Stalled = number % 97 == 0;
        foreach (var row in _truth.Rows)
        {
            row.Set(RowField.Running, number % 2 == 0 ? number : row.Known(RowField.Running) ?? 0);
            row.Set(RowField.Finished, number % 2 == 0 ? _page : row.Known(RowField.Finished) ?? 0);
            if (number % 5 == 0)
            {
                row.SetState(RowField.Waiting, FieldState.Absent);
            }
            else
            {
                row.Set(RowField.Waiting, number / 3.0);
            }
        }

        Publish();
    }

    private void Publish()
    {
        _truth.MonotonicMilliseconds++;
        _ledger.Newest(_truth, _facts.EngineGeneration);
        _link.Latest.Publish(_truth, _facts);
        _context.Drain();
    }

    private void Pass(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Slice)
        {
            _link.Time.Advance(left < Slice ? left : Slice);
            _context.Drain();
            Assert.True(_stream.IsWriting || _writing.IsCompleted || _ledger.Silence <= Wire.HeartbeatPeriod + Slice, $"silent for {_ledger.Silence}");
        }
    }

    private void Open()
    {
        _over.Dispose();
        _over = new CancellationTokenSource();
        _ledger = new WriterLedger(_link.Time, _ledger);
        _stream = new MemoryStreamWriter(_ledger.Take, _ledger.Begin);
        _writing = _link.Writer.RunAsync(_stream, _over.Token);
        _context.Drain();
    }

    private void Close()
    {
        _over.Cancel();
        _stream.Break();
        _context.Drain();
        Assert.True(_writing.IsFaulted || _writing.IsCanceled, "a writer outlives its stream");
    }

    private static ScrapeFacts Described(int generation) =>
        new(new EngineDescription { Kind = "vllm", Version = generation.ToString(CultureInfo.InvariantCulture) }, generation, null);
}
